package dev.assay.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium with one page, spoken to by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicLong lastCall = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Boolean>> loads = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String session;

  private Browser(Process process, String address) throws Exception {
    this.process = process;
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(address), new Ear())
            .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    Map<String, Object> blank = Map.of("url", "about:blank");
    String target = call("Target.createTarget", blank, null).get("targetId").asString();
    Map<String, Object> attach = Map.of("targetId", target, "flatten", true);
    this.session = call("Target.attachToTarget", attach, null).get("sessionId").asString();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
    send("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
    prefer("light");
  }

  /** The program, if this machine has it. */
  static Optional<Path> installed() {
    String path = System.getenv("PATH");
    return path == null
        ? Optional.empty()
        : Pattern.compile(":")
            .splitAsStream(path)
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst();
  }

  /** Starts it with a profile of its own in the folder. */
  static Browser start(Path program, Path folder) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"));
    command.addAll(List.of("--disable-dev-shm-usage", "--remote-debugging-port=0"));
    command.add("--user-data-dir=" + folder.resolve("profile"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> listen(process, address));
    try {
      return new Browser(process, address.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
    } catch (Exception e) {
      end(process);
      throw e;
    }
  }

  /** Reads what it says, to its end; somewhere in it stands where it listens. */
  private static void listen(Process process, CompletableFuture<String> address) {
    Pattern said = Pattern.compile("DevTools listening on (ws://\\S+)");
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = said.matcher(line);
        if (matcher.find()) {
          address.complete(matcher.group(1));
        }
        if (!address.isDone()) {
          all.append(line).append('\n');
        }
      }
      address.completeExceptionally(new IOException("the browser does not start: " + all));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  /** Opens a file and waits until its script is done. */
  void open(Path page, int width, int height) {
    complaints.clear();
    requests.clear();
    resize(width, height);
    JsonNode opened = send("Page.navigate", Map.of("url", page.toUri().toString()));
    loaded(opened.get("loaderId").asString())
        .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
        .join();
    waitFor("document.documentElement?.dataset.ready !== undefined");
  }

  /** Done when that document is loaded: before, one would speak to the page before it. */
  private CompletableFuture<Boolean> loaded(String loader) {
    return loads.computeIfAbsent(loader, unseen -> new CompletableFuture<>());
  }

  void resize(int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /**
   * Says what the reader's system prefers: {@code light} or {@code dark}, and that nothing glides,
   * since a page that still scrolls moves away from under the pointer.
   */
  void prefer(String scheme) {
    Object colours = Map.of("name", "prefers-color-scheme", "value", scheme);
    Object motion = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(colours, motion)));
  }

  /** Shows the page as it is printed, or as it is on a screen. */
  void print(boolean paper) {
    send("Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : ""));
    if (!paper) {
      prefer("light");
    }
  }

  /** The value of an expression. */
  JsonNode evaluate(String expression) {
    Map<String, Object> what =
        Map.of("expression", expression, "returnByValue", true, "awaitPromise", true);
    JsonNode answer = send("Runtime.evaluate", what);
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(answer.get("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /** Asks the page itself to say when an expression is true. */
  void waitFor(String expression) {
    String loop =
        "new Promise((done, failed) => { const began = Date.now(); (function look() {"
            + " if ("
            + expression
            + ") { done(true); }"
            + " else if (Date.now() - began > 30000) { failed(new Error('waited in vain')); }"
            + " else { setTimeout(look, 20); } })(); })";
    evaluate(loop);
  }

  void mouse(String type, double x, double y, Map<String, Object> more) {
    Map<String, Object> event = new HashMap<>(Map.of("type", type, "x", x, "y", y));
    event.putAll(more);
    send("Input.dispatchMouseEvent", event);
  }

  void key(String key) {
    String text = key.length() == 1 ? key : "";
    send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", text));
    send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  /** A picture of what is seen, as PNG in base64. */
  String screenshot() {
    return send("Page.captureScreenshot", Map.of("format", "png")).get("data").asString();
  }

  /** What the console and the log said that is not mere talk. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Every address that was asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private JsonNode send(String method, Map<String, Object> parameters) {
    return call(method, parameters, session);
  }

  private JsonNode call(String method, Map<String, Object> parameters, @Nullable String to) {
    long id = lastCall.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    calls.put(id, answer);
    Map<String, Object> message =
        to == null
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", to);
    var _ = socket.sendText(JSON.writeValueAsString(message), true).join();
    JsonNode whole = answer.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    if (whole.has("error")) {
      throw new AssertionError(method + ": " + whole.get("error"));
    }
    return whole.get("result");
  }

  @Override
  public void close() {
    call("Browser.close", Map.of(), null);
    socket.abort();
    http.shutdownNow();
    end(process);
  }

  /** Returns when it and its children are gone, so that its folder may be deleted. */
  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    List<CompletableFuture<?>> ends = new ArrayList<>(List.of(process.onExit()));
    children.forEach(child -> ends.add(child.onExit()));
    CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
        .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** Hears answers and events. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode message = JSON.readTree(text.toString());
        text.setLength(0);
        hear(message);
      }
      from.request(1);
      return null;
    }

    private void hear(JsonNode message) {
      CompletableFuture<JsonNode> call = calls.remove(message.path("id").asLong(-1));
      if (call != null) {
        call.complete(message);
        return;
      }
      JsonNode parameters = message.path("params");
      switch (message.path("method").asString("")) {
        case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
            complaints.add(parameters.toString());
        case "Page.lifecycleEvent" -> {
          if (parameters.path("name").asString("").equals("load")) {
            loaded(parameters.path("loaderId").asString("")).complete(true);
          }
        }
        case "Network.requestWillBeSent" ->
            requests.add(parameters.path("request").path("url").asString(""));
        default -> {}
      }
    }
  }
}
