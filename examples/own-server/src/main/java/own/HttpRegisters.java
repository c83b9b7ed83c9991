package own;

import dev.assay.core.spi.SystemUnderTest.Image;
import dev.assay.plugin.Node;
import dev.assay.plugin.OwnClient;
import dev.assay.plugin.OwnServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How {@link Server} is started, asked whether it is ready, and spoken to. */
public final class HttpRegisters implements OwnServer {
  @Override
  public String name() {
    return "http-registers";
  }

  @Override
  public List<String> command(Node node) {
    return command(System.getProperty("java.home"), jar().toString(), node);
  }

  private static List<String> command(String java, String jar, Node node) {
    String at = node.host() + ":" + node.port();
    String bug = node.settings().getOrDefault("bug", "none");
    String log = "data/log";
    return List.of(java + "/bin/java", "-Xmx64m", "-cp", jar, "own.Server", at, log, bug);
  }

  private static Path jar() {
    CodeSource here = HttpRegisters.class.getProtectionDomain().getCodeSource();
    return Path.of(URI.create(here.getLocation().toString()));
  }

  private static Image image() {
    return Image.ofJava("own", List.of("jdk.httpserver"), List.of(jar()));
  }

  @Override
  public Optional<Image> image(Map<String, String> settings) {
    return Optional.of(image());
  }

  @Override
  public List<String> commandInImage(Node node) {
    return command(Image.JAVA, image().classPath(), node);
  }

  @Override
  public boolean ready(String address) throws Exception {
    return new Client(address).send("GET", "ready", "").statusCode() == 404;
  }

  @Override
  public OwnClient open(String address) {
    return new Client(address);
  }

  private record Client(String address) implements OwnClient {
    private static final HttpClient HTTP =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public @Nullable Long read(String key) throws Exception {
      HttpResponse<String> answer = send("GET", key, "");
      return answer.statusCode() == 404 ? null : Long.valueOf(answer.body());
    }

    @Override
    public void write(String key, long value) throws Exception {
      send("PUT", key, Long.toString(value));
    }

    @Override
    public boolean cas(String key, long expected, long value) throws Exception {
      return send("POST", key, expected + " " + value).statusCode() != 409;
    }

    private HttpResponse<String> send(String method, String key, String body) throws Exception {
      URI uri = URI.create("http://" + address + "/" + key);
      HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(4));
      request.method(method, BodyPublishers.ofString(body));
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      if (List.of(200, 404, 409).contains(answer.statusCode())) {
        return answer;
      }
      throw new IllegalStateException("answered by " + answer.statusCode());
    }
  }
}
