package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;

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
    Ran ran = Ran.method(Examples.class, "isContained");
    assertThat(ran.status()).isEqualTo(Status.ABORTED);
    assertThat(ran.thrown()).isInstanceOf(TestAbortedException.class);
    Ran required = Ran.method(Examples.class, "isContained", Map.of("assay.require", "true"));
    assertThat(required.status()).isEqualTo(Status.FAILED);
    assertThat(required.message()).isEqualTo("this must not be missing: " + ran.message());
  }

  @Test
  void assaysOwnSystemsAreFoundThroughTheVariable() {
    Ran ran = Ran.method(Examples.class, "isTheReference");
    assertThat(ran.ends()).isEmpty();
    assertThat(ran.passed()).isEqualTo(1);
  }
}
