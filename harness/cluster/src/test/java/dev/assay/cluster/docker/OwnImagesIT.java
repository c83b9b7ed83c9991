package dev.assay.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.EnvironmentException;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A system that brings its images along, one for each version. Skipped without an engine. */
@Timeout(120)
final class OwnImagesIT {
  private static final String OLDER = "assay-it-older:" + ProcessHandle.current().pid();

  @TempDir Path folder;

  /** Servers that say nothing of their version; the older one is an image that must be there. */
  private record Versioned(String older) implements SystemUnderTest {
    @Override
    public String name() {
      return "versioned";
    }

    @Override
    public List<String> peerPorts() {
      return List.of();
    }

    @Override
    public long recoveryMillis() {
      return 20_000;
    }

    @Override
    public Command command(NodePlan plan) {
      throw new UnsupportedOperationException("it runs in containers alone");
    }

    private static Image made() {
      Path classes =
          Path.of(WordServer.class.getProtectionDomain().getCodeSource().getLocation().getPath());
      return Image.ofJava("assay-it-versioned", List.of("java.base"), List.of(classes));
    }

    @Override
    public Optional<Image> image(Map<String, String> settings) {
      return Optional.of(settings.containsKey("version") ? Image.existing(older) : made());
    }

    @Override
    public Command commandInImage(NodePlan plan) {
      return new Command(
          List.of(
              Image.JAVA + "/bin/java",
              "-Xshare:auto",
              "-cp",
              made().classPath(),
              WordServer.class.getName(),
              Integer.toString(plan.clientPort())),
          Map.of());
    }

    @Override
    public Map<String, String> olderVersion() {
      return Map.of("version", "1");
    }

    @Override
    public NodeStatus status(NodePlan plan) {
      try (Socket socket = new Socket()) {
        socket.setSoTimeout(1_000);
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        socket.connect(new InetSocketAddress(loopback, plan.clientPort()), 1_000);
        String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return new NodeStatus(said.equals("here\n"), "serving", -1, said);
      } catch (IOException e) {
        return new NodeStatus(false, "", -1, e.toString());
      }
    }

    @Override
    public Coordination.Factory sessions(Function<String, String> address, long timeoutMillis) {
      throw new UnsupportedOperationException("it keeps nothing");
    }
  }

  @BeforeEach
  void needsAnEngine() throws IOException {
    if (System.getenv("ASSAY_REQUIRE_DOCKER") == null) {
      try (Engine _ = Engine.open()) {
        return;
      } catch (EnvironmentException missing) {
        assumeTrue(false, String.valueOf(missing.getMessage()));
      }
    }
  }

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private DockerCluster open(String older) throws IOException, InterruptedException {
    return DockerCluster.open(
        new Versioned(older), 1, folder.resolve("run"), Map.of(), Set.of("upgrade"));
  }

  @Test
  void aNodeIsUpgradedFromOneImageToAnother() throws IOException, InterruptedException {
    try (Engine engine = Engine.open()) {
      String made = Images.ensure(engine, Versioned.made(), folder);
      String[] name = OLDER.split(":", 2);
      var _ = engine.ask(client -> client.tagImageCmd(made, name[0], name[1]).exec());
      try (DockerCluster cluster = open(OLDER)) {
        String wrong = await(cluster::start);
        assertThat(wrong).isEmpty();
        FaultAction upgrade = new FaultAction(0, "upgrade", List.of("n1"), List.of(), Map.of());
        Evidence seen = await(done -> cluster.inject(upgrade, done));
        assertThat(seen.proof())
            .contains("n1: " + OLDER + " /opt/java", "before, " + made + " /opt/java");
        assertThat(seen.proven()).isTrue();
      } finally {
        var _ = engine.ask(client -> client.removeImageCmd(OLDER).exec());
        var _ = engine.ask(client -> client.removeImageCmd(made).exec());
      }
    }
  }

  @Test
  void anImageThatIsNotThereIsSaidToBeMissing() {
    assertThatThrownBy(() -> open("assay-it-none:1"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "the Docker engine has no image assay-it-none:1: build it, or docker pull or load it");
  }
}
