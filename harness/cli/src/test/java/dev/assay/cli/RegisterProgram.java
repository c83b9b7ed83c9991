package dev.assay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client program for the example's server, on nothing but the JDK: docs/clients.md says what it
 * reads and writes. Its argument is a habit; but for {@code good} it goes wrong at the 40th
 * operation.
 */
final class RegisterProgram {
  private static final Pattern OPERATION =
      Pattern.compile(
          "\\{\"id\":(\\d+),\"f\":\"(\\w+)\",\"key\":\"([^\"]+)\",\"value\":(.+)"
              + ",\"timeoutMillis\":.*");
  private static final int GOOD_OPERATIONS = 40;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RegisterProgram() {}

  /** What is said of a program of this habit. */
  static String reason(String habit) {
    return switch (habit) {
      case "dies" -> "ended with exit status 9";
      case "rubbish" -> "wrote what is no JSON";
      default -> "wrote a completion of the operation 4711, which is not open";
    };
  }

  /** Argument: the habit. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int operations = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Matcher operation = OPERATION.matcher(line);
      if (!operation.matches()) {
        throw new IOException("no operation: " + line);
      }
      String completion = completion(operation);
      if (++operations < GOOD_OPERATIONS || arguments[0].equals("good")) {
        out.println("{\"id\":" + operation.group(1) + "," + completion + "}");
      } else if (arguments[0].equals("dies")) {
        System.exit(9);
      } else {
        out.println(arguments[0].equals("rubbish") ? "oops" : "{\"id\":4711,\"type\":\"ok\"}");
      }
    }
  }

  private static String completion(Matcher operation) throws InterruptedException {
    String value = operation.group(4);
    try {
      return switch (operation.group(2)) {
        case "read" -> {
          HttpResponse<String> answer = send("GET", operation.group(3), "");
          yield "\"type\":\"ok\",\"value\":"
              + (answer.statusCode() == 404 ? "null" : answer.body());
        }
        case "write" -> {
          send("PUT", operation.group(3), value);
          yield "\"type\":\"ok\"";
        }
        default -> {
          String pair = value.replace("[", "").replace("]", "").replace(",", " ");
          boolean done = send("POST", operation.group(3), pair).statusCode() == 200;
          yield done ? "\"type\":\"ok\"" : "\"type\":\"fail\",\"error\":\"mismatch\"";
        }
      };
    } catch (IOException broken) {
      return "\"type\":\"info\",\"error\":\"" + broken.getClass().getSimpleName() + "\"";
    }
  }

  private static HttpResponse<String> send(String method, String key, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + System.getenv("ASSAY_ADDRESS") + "/" + key);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(3))
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() == 200 || answer.statusCode() == 404 || answer.statusCode() == 409) {
      return answer;
    }
    throw new IOException("answered by " + answer.statusCode());
  }
}
