package own;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Registers over HTTP: GET reads, PUT writes, POST compares and sets ("expected value"). What it
 * acknowledges is in a file before. It stands for your server.
 *
 * <p>Two bugs can be switched on: {@code stale} answers every 20th read from the past, {@code lost}
 * forgets every 20th write.
 */
public final class Server {
  private final Map<String, String> registers = new HashMap<>();
  private final Map<String, String> before = new HashMap<>();
  private final Path log;
  private final String bug;
  private int calls;

  private Server(Path log, String bug) {
    this.log = log;
    this.bug = bug;
  }

  /** Arguments: where to listen, the file of the data, and a bug or {@code none}. */
  public static void main(String[] arguments) throws IOException {
    Server server = new Server(Path.of(arguments[1]), arguments[2]);
    server.recover();
    String[] at = arguments[0].split(":", 2);
    InetAddress host = InetAddress.ofLiteral(at[0]);
    HttpServer http = HttpServer.create(new InetSocketAddress(host, Integer.parseInt(at[1])), 100);
    http.createContext("/", server::handle);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
  }

  private void recover() throws IOException {
    if (Files.exists(log)) {
      Files.readAllLines(log)
          .forEach(line -> {
            String[] words = line.split(" ", 2);
            registers.put(words[0], words[1]);
          });
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestURI().getPath().substring(1);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String[] words = body.split(" ", 2);
    int status = 200;
    String answer = "";
    synchronized (this) {
      String held = registers.getOrDefault(key, "");
      boolean broken = ++calls % 20 == 0;
      switch (exchange.getRequestMethod()) {
        case "GET" -> answer = broken && bug.equals("stale") ? before.getOrDefault(key, "") : held;
        case "PUT" -> write(key, body, broken && bug.equals("lost"));
        default -> {
          status = held.equals(words[0]) ? 200 : 409;
          if (status == 200) {
            write(key, words[1], false);
          }
        }
      }
      status = exchange.getRequestMethod().equals("GET") && answer.isEmpty() ? 404 : status;
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void write(String key, String value, boolean lose) throws IOException {
    if (!lose) {
      Files.writeString(
          log, key + " " + value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      before.put(key, registers.getOrDefault(key, ""));
      registers.put(key, value);
    }
  }
}
