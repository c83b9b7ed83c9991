package dev.assay.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.checker.history.HistoryException;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.reaper.Reaper;
import dev.assay.report.ComparePage;
import dev.assay.report.Comparison;
import dev.assay.report.Results;
import dev.assay.report.ResultsPage;
import dev.assay.report.ResultsScan;
import dev.assay.report.RunProgress;
import dev.assay.report.RunSummary;
import dev.assay.report.RunSummary.Standing;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows a folder of results at 127.0.0.1. It answers GET and HEAD only, and only those who call it
 * by that address: a page from elsewhere that leads its own name here gets nothing.
 */
public final class ResultsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsServer.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SharedFolder folder;
  private final ResultsScan scan;
  private final LiveRuns live = new LiveRuns();
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private ResultsServer(SharedFolder folder, HttpServer http) {
    this.folder = folder;
    this.scan = new ResultsScan(folder.root(), Reaper::lives);
    this.http = http;
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for one that is free
   * @throws IOException when the folder is not there
   * @throws EnvironmentException when the port is taken
   */
  public static ResultsServer start(Path results, int port) throws IOException {
    SharedFolder folder = new SharedFolder(results);
    InetAddress here = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(here, port), 0);
    } catch (BindException taken) {
      throw new EnvironmentException(
          "port %d of 127.0.0.1 is taken or not allowed (%s); choose another with --port"
              .formatted(port, taken.getMessage()));
    }
    ResultsServer server = new ResultsServer(folder, http);
    http.setExecutor(server.threads);
    http.createContext("/", server::handle);
    // Read and written once before anybody asks: then the first answer is as quick as the others.
    var _ = ResultsPage.served(server.look(), folder.root());
    http.start();
    return server;
  }

  /** Where it listens. */
  public int port() {
    return http.getAddress().getPort();
  }

  /** What the page of all runs is at. */
  public String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (IOException | RuntimeException failed) {
        LOG.warn("cannot answer {}", exchange.getRequestURI(), failed);
        answer = Answer.refusal(500, "This cannot be shown; the log says why.");
      }
      answer.send(exchange);
    } catch (IOException gone) {
      LOG.debug("the browser went away", gone);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.refusal(405, "Only GET and HEAD are answered.");
    }
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    if (!Set.of("127.0.0.1:" + port(), "localhost:" + port()).contains(host)) {
      return Answer.refusal(421, "This is not the server of that name.");
    }
    String path = exchange.getRequestURI().getPath();
    return switch (path == null ? "" : path) {
      case "/", "/index.html" ->
          Answer.page(ResultsPage.served(look(), folder.root()), Answer.Requests.OWN);
      case "/live.json" -> Answer.json(JSON.writeValueAsString(live()));
      case "/compare" -> compared(exchange.getRequestURI().getRawQuery());
      case String other -> shared(other);
    };
  }

  private Results look() throws IOException {
    synchronized (scan) {
      return scan.look();
    }
  }

  private Map<String, Object> live() throws IOException {
    Results results = look();
    List<Path> running =
        results.runs().stream()
            .filter(run -> run.standing() == Standing.RUNNING)
            .map(RunSummary::folder)
            .toList();
    List<Map<String, Object>> runs = new ArrayList<>();
    live.look(running).forEach((run, now) -> runs.add(fields(relative(run), now)));
    long judged = results.runs().stream().filter(run -> run.standing() != Standing.RUNNING).count();
    String listed = judged + " " + results.suites().size() + " " + results.hunts().size();
    return Map.of("runs", runs, "listed", listed);
  }

  private static Map<String, Object> fields(String path, RunProgress.Now now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", path);
    fields.put("seconds", now.seconds());
    fields.put("phase", now.phase());
    fields.put("ok", now.ok());
    fields.put("fail", now.fail());
    fields.put("info", now.info());
    fields.put("rate", now.rate());
    fields.put("p50", now.p50());
    fields.put("p99", now.p99());
    fields.put("open", now.open());
    fields.put("oldestOpen", now.oldestOpen());
    fields.put("leader", now.leader());
    fields.put("faults", now.faults());
    fields.put("course", now.course());
    return fields;
  }

  private String relative(Path file) {
    return folder.root().relativize(file).toString();
  }

  private Answer compared(String rawQuery) {
    Optional<Path> first = parameter(rawQuery, "a");
    Optional<Path> second = parameter(rawQuery, "b");
    if (first.isEmpty() || second.isEmpty()) {
      return Answer.refusal(404, "Two runs are compared by /compare?a=RUN&b=RUN.");
    }
    try {
      Comparison comparison = Comparison.read(first.get(), second.get());
      return Answer.page(ComparePage.text(comparison, this::relative), Answer.Requests.NONE);
    } catch (IOException | HistoryException unreadable) {
      return Answer.refusal(404, "One of the two cannot be read: " + unreadable.getMessage());
    }
  }

  private Optional<Path> parameter(String rawQuery, String name) {
    if (rawQuery == null) {
      return Optional.empty();
    }
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        try {
          String value = pair.substring(name.length() + 1);
          return folder
              .find(URLDecoder.decode(value, StandardCharsets.UTF_8))
              .filter(Files::isDirectory);
        } catch (IllegalArgumentException malformed) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private Answer shared(String path) throws IOException {
    Optional<Path> found = folder.find(path);
    if (found.isEmpty()) {
      return Answer.refusal(404, "There is no such file among the results.");
    }
    Path file = found.get();
    if (!Files.isDirectory(file)) {
      return Answer.file(file);
    }
    // Links of the page are relative: without the slash they would lead beside the folder.
    return path.endsWith("/")
        ? Answer.listing(file, path)
        : Answer.moved("/" + path.replaceAll("^/+", "") + "/");
  }
}
