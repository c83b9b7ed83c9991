package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.docker.Engine;
import dev.assay.plugin.Node;
import dev.assay.plugin.OwnClient;
import dev.assay.plugin.OwnServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.opentest4j.TestAbortedException;
import own.HttpRegisters;

/** On real processes: the server of the example, from this class path, and the reference server. */
final class AssayTestIT {
  private static final String ENGINE = "DOCKER_HOST";

  /** Run by the tests below, and by nobody else. */
  static final class Examples {
    @AssayTest(
        server = HttpRegisters.class,
        nodes = 1,
        faults = {"kill", "isolate-clients"},
        timeLimit = "5s",
        seeds = 7)
    void isGood(AssayRun run) {
      assertThat(run.judgement().kindsProven()).containsExactly("isolate-clients", "kill");
    }

    @AssayTest(
        server = HttpRegisters.class,
        nodes = 1,
        faults = "none",
        timeLimit = "3s",
        seeds = 7,
        settings = "bug=stale")
    void isStale() {}

    @AssayTest(server = Mute.class, nodes = 1, faults = "none", timeLimit = "3s", seeds = 7)
    void isMute() {}

    @AssayTest(faults = "none", timeLimit = "3s", seeds = 7)
    void isTheReference() {}

    @AssayTest(cluster = "docker", faults = "none", timeLimit = "3s", seeds = 7)
    void isContained() {}

    @AssayTest(
        server = HttpRegisters.class,
        cluster = "docker",
        nodes = 1,
        faults = {"kill", "isolate-clients"},
        timeLimit = "5s",
        seeds = 7)
    void isGoodInAContainer(AssayRun run) {
      assertThat(run.judgement().kindsProven()).containsExactly("isolate-clients", "kill");
    }
  }

  /** A program that ends at once. */
  static final class Mute implements OwnServer {
    @Override
    public String name() {
      return "mute";
    }

    @Override
    public List<String> command(Node node) {
      return List.of("false");
    }

    @Override
    public boolean ready(String address) {
      return false;
    }

    @Override
    public OwnClient open(String address) throws IOException {
      throw new IOException("nobody is there");
    }
  }

  @Test
  void aServerOfTheClassPathIsRunUnderFaults() {
    Ran ran = Ran.method(Examples.class, "isGood(dev.assay.junit.AssayRun)");
    assertThat(ran.ends()).isEmpty();
    assertThat(ran.passed()).isEqualTo(1);
  }

  @Test
  void itsBugIsToldWithTheCommandThatRepeatsTheTest() {
    Ran ran = Ran.method(Examples.class, "isStale");
    assertThat(ran.status()).isEqualTo(Status.FAILED);
    assertThat(ran.message())
        .startsWith("INVALID: Not linearizable")
        .contains("AssayTestIT$Examples#isStale' -Dassay.seeds=7")
        .doesNotContain("./assay run");
  }

  @Test
  void aServerThatDoesNotStartIsAFailureAndNotSkipped() {
    Ran ran = Ran.method(Examples.class, "isMute");
    assertThat(ran.status()).isEqualTo(Status.FAILED);
    assertThat(ran.message()).contains("did not start");
  }

  @Test
  void whatTheMachineLacksIsNoFailureUnlessItMustNotBeMissing() {
    String before = System.getProperty(ENGINE);
    System.setProperty(ENGINE, "unix:///nobody/is/here.sock");
    try {
      Ran ran = Ran.method(Examples.class, "isContained");
      assertThat(ran.status()).isEqualTo(Status.ABORTED);
      assertThat(ran.thrown()).isInstanceOf(TestAbortedException.class);
      Ran required = Ran.method(Examples.class, "isContained", Map.of("assay.require", "true"));
      assertThat(required.status()).isEqualTo(Status.FAILED);
      assertThat(required.message()).isEqualTo("this must not be missing: " + ran.message());
    } finally {
      if (before == null) {
        System.clearProperty(ENGINE);
      } else {
        System.setProperty(ENGINE, before);
      }
    }
  }

  private static void passesInContainers(String method) throws IOException {
    try (Engine _ = Engine.open()) {
      Ran ran = Ran.method(Examples.class, method);
      assertThat(ran.ends()).isEmpty();
      assertThat(ran.passed()).isEqualTo(1);
    } catch (EnvironmentException missing) {
      assumeTrue(false, String.valueOf(missing.getMessage()));
    }
  }

  @Test
  void aServerOfTheClassPathIsRunInAContainer() throws IOException {
    passesInContainers("isGoodInAContainer(dev.assay.junit.AssayRun)");
  }

  @Test
  void assaysOwnSystemsAreRunInContainers() throws IOException {
    passesInContainers("isContained");
  }

  @Test
  void assaysOwnSystemsAreFoundThroughTheVariable() {
    Ran ran = Ran.method(Examples.class, "isTheReference");
    assertThat(ran.ends()).isEmpty();
    assertThat(ran.passed()).isEqualTo(1);
  }
}
