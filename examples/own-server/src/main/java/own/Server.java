package own;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Registers over HTTP: GET reads, PUT writes, POST compares and sets ("expected value"). What it
 * acknowledges is on disk before, and when the disk fails it ends. It stands for your server.
 *
 * <p>Three bugs can be switched on: {@code stale} answers every 20th read from the past, {@code
 * lost} forgets every 20th write, {@code unsynced} leaves it to the system when the disk is
 * written.
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

  /** A last line that is not whole was never acknowledged. */
  private void recover() throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    try (FileChannel file = FileChannel.open(log, CREATE, WRITE)) {
      String text = Files.readString(log);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      whole
          .lines()
          .forEach(line -> {
            String[] words = line.split(" ", 2);
            registers.put(words[0], words[1]);
          });
      file.truncate(whole.length());
      file.force(true);
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

  private void write(String key, String value, boolean lose) {
    if (!lose) {
      try {
        OpenOption sync = bug.equals("unsynced") ? APPEND : SYNC;
        Files.writeString(log, key + " " + value + "\n", APPEND, sync);
      } catch (IOException e) {
        System.err.println("cannot write: " + e);
        Runtime.getRuntime().halt(74);
      }
      before.put(key, registers.getOrDefault(key, ""));
      registers.put(key, value);
    }
  }
}
