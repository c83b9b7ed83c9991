package dev.assay.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that is a program in any language: it reads operations and writes completions, as lines
 * of JSON on its standard input and output (docs/clients.md). A program that ends, is late, or says
 * what is no completion of the operation that is open is killed, and nobody knows what became of
 * that operation: what it says can no longer be trusted.
 */
public final class ProgramClient implements OwnClient {
  /** The environment variable that holds {@code host:port} of the node. */
  public static final String ADDRESS_VARIABLE = "ASSAY_ADDRESS";

  private static final Logger LOG = LoggerFactory.getLogger(ProgramClient.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final long TIMEOUT_MILLIS = 4_000;

  /** Whoever cannot be started ends within this time. */
  private static final long TRIAL_MILLIS = 500;

  private final Process process;
  private final long timeoutMillis;
  private final ErrorLines errors;
  private @Nullable Open open;
  private long lastId;
  private String broken = "";

  /** The operation that a completion is awaited for. */
  private record Open(long id, CompletableFuture<Completion> completion) {}

  private ProgramClient(Process process, long timeoutMillis, boolean log) {
    this.process = process;
    this.timeoutMillis = timeoutMillis;
    this.errors = ErrorLines.of(process, log);
  }

  /**
   * Starts a program.
   *
   * @param address the node that it shall speak to
   * @throws IOException when it cannot be started
   */
  public static ProgramClient start(String address, List<String> words) throws IOException {
    return start(address, words, TIMEOUT_MILLIS);
  }

  static ProgramClient start(String address, List<String> words, long timeoutMillis)
      throws IOException {
    ProgramClient client = new ProgramClient(launch(address, words), timeoutMillis, true);
    Thread.ofVirtual().name("client-program").start(client::listen);
    return client;
  }

  private static Process launch(String address, List<String> words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put(ADDRESS_VARIABLE, address);
    return builder.start();
  }

  /** Starts it and ends it again; empty, or why it cannot be used. */
  static String trial(String address, List<String> words) throws IOException, InterruptedException {
    ProgramClient client = new ProgramClient(launch(address, words), TIMEOUT_MILLIS, false);
    try {
      return client.process.waitFor(TRIAL_MILLIS, TimeUnit.MILLISECONDS) ? client.ended() : "";
    } finally {
      client.close();
    }
  }

  private void listen() {
    String why;
    try (LineReader lines = new LineReader(process.getInputStream())) {
      String line = lines.next();
      while (line != null) {
        accept(Completion.parse(line));
        line = lines.next();
      }
      why = ended();
    } catch (IOException | IllegalArgumentException e) {
      why = "the client program wrote " + e.getMessage();
    }
    fail(why);
  }

  private String ended() {
    try {
      return process.waitFor(1, TimeUnit.SECONDS)
          ? "the client program ended with exit status " + process.exitValue() + errors.last()
          : "the client program closed its output";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "the client program closed its output";
    }
  }

  private synchronized void accept(Completion completion) {
    Open awaited = open;
    if (awaited == null || completion.id() != awaited.id()) {
      throw new IllegalArgumentException(
          "a completion of the operation " + completion.id() + ", which is not open");
    }
    open = null;
    awaited.completion().complete(completion);
  }

  /** From now on nothing that it says counts. */
  private synchronized void fail(String why) {
    if (broken.isEmpty()) {
      broken = why;
      LOG.debug("{}", why);
    }
    if (open != null) {
      open.completion().completeExceptionally(new IOException(broken));
      open = null;
    }
    kill();
  }

  private Completion ask(String f, String key, @Nullable Object value)
      throws IOException, InterruptedException {
    Open asked = opened();
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("id", asked.id());
    line.put("f", f);
    line.put("key", key);
    line.put("value", value);
    line.put("timeoutMillis", timeoutMillis);
    byte[] bytes = (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      process.getOutputStream().write(bytes);
      process.getOutputStream().flush();
    } catch (IOException _) {
      // It has closed its input; why is told by its end, or by the time that is over.
      LOG.debug("{} was not read", line);
    }
    try {
      return asked.completion().get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      String why = "the client program did not answer within " + timeoutMillis + " ms";
      fail(why);
      throw new IOException(why, late);
    } catch (ExecutionException failed) {
      throw new IOException(why(), failed);
    }
  }

  private synchronized String why() {
    return broken;
  }

  private synchronized Open opened() throws IOException {
    if (!broken.isEmpty()) {
      throw new IOException(broken);
    }
    lastId++;
    Open next = new Open(lastId, new CompletableFuture<>());
    open = next;
    return next;
  }

  @Override
  public @Nullable Long read(String key) throws IOException, InterruptedException {
    Completion completion = done(ask("read", key, null));
    if (!completion.hasValue()) {
      String why = "the client program completed a read without a value";
      fail(why);
      throw new IOException(why);
    }
    return completion.value();
  }

  @Override
  public void write(String key, long value) throws IOException, InterruptedException {
    done(ask("write", key, value));
  }

  @Override
  public boolean cas(String key, long expected, long value)
      throws IOException, InterruptedException {
    Completion completion = ask("cas", key, List.of(expected, value));
    if (completion.type() == Completion.Type.FAIL && completion.error().equals("mismatch")) {
      return false;
    }
    done(completion);
    return true;
  }

  private static Completion done(Completion completion) throws IOException {
    return switch (completion.type()) {
      case OK -> completion;
      case FAIL -> throw new NotDoneException("the client says: " + completion.error());
      case INFO -> throw new IOException("the client says: " + completion.error());
    };
  }

  /** The program and what it has started. */
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    fail("the client was closed");
  }
}
