package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Verdict;
import dev.assay.plugin.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import own.HttpRegisters;

/** Attributes and verdicts, on virtual time. */
final class AssayTestTest {
  private static final String TAKING_THE_RUN = "(dev.assay.junit.AssayRun)";

  /** Run by the tests below, and by nobody else. */
  static final class Examples {
    @AssayTest(cluster = "sim", faults = "none", timeLimit = "2s", seeds = 7)
    void holds(AssayRun run) throws IOException {
      assertThat(run.judgement().verdict()).isEqualTo(Verdict.VALID);
      assertThat(run.spec().seed()).isEqualTo(7);
      assertThat(run.history()).hasSizeGreaterThan(10);
      assertThat(run.report()).startsWith(Path.of("target/assay")).isRegularFile();
      assertThat(run.folder()).isDirectory();
    }

    @AssayTest(cluster = "sim", faults = "none", timeLimit = "2s", seeds = 7)
    void isLookedAtFurther(AssayRun run) {
      assertThat(run.spec().workload()).isEqualTo("no such workload");
    }

    @AssayTest(
        cluster = "sim",
        faults = "none",
        timeLimit = "2s",
        seeds = {1, 2, 3})
    void severalSeeds() {}

    @AssayTest(cluster = "sim", faults = "none", timeLimit = "2s", runs = 2)
    void freshSeeds() {}

    @AssayTest(cluster = "sim", bug = "reply-before-commit", seeds = 1)
    void aBug(AssayRun run) {
      assertThat(run).as("this is not reached").isNull();
    }

    @AssayTest(cluster = "sim", faults = "kill", timeLimit = "1ms", seeds = 7)
    void tooShort() {}

    @AssayTest(
        cluster = "sim",
        faults = "kill",
        timeLimit = "1ms",
        seeds = 7,
        unknown = WhenUnknown.ABORT)
    void tooShortAndSkipped() {}
  }

  @Test
  void aValidRunIsATestThatHasPassedOnceItsMethodHas() {
    assertThat(Ran.method(Examples.class, "holds" + TAKING_THE_RUN).passed()).isEqualTo(1);
    Ran further = Ran.method(Examples.class, "isLookedAtFurther" + TAKING_THE_RUN);
    assertThat(further.status()).isEqualTo(Status.FAILED);
    assertThat(further.message()).contains("no such workload");
  }

  @Test
  void eachSeedIsATestOfItsName() {
    Ran ran = Ran.method(Examples.class, "severalSeeds");
    assertThat(ran.names()).containsExactly("[1] seed 1", "[2] seed 2", "[3] seed 3");
    assertThat(ran.passed()).isEqualTo(3);
  }

  @Test
  void freshSeedsAreDrawnAndSaid() {
    Ran ran = Ran.method(Examples.class, "freshSeeds");
    assertThat(ran.names()).hasSize(2).allMatch(name -> name.matches("\\[\\d] seed \\d+"));
    assertThat(ran.passed()).isEqualTo(2);
    assertThat(Ran.method(Examples.class, "freshSeeds").names())
        .doesNotContainAnyElementsOf(ran.names());
  }

  @Test
  void aPropertyRepeatsWithOtherSeeds() {
    Map<String, String> seeds = Map.of("assay.seeds", "11, 12");
    assertThat(Ran.method(Examples.class, "severalSeeds", seeds).names())
        .containsExactly("[1] seed 11", "[2] seed 12");
    assertThat(Ran.method(Examples.class, "severalSeeds", Map.of("assay.seeds", "x")).message())
        .contains("assay.seeds is a list of numbers, not x");
  }

  @Test
  void theCounterexampleIsTheMessage() {
    Ran ran = Ran.method(Examples.class, "aBug" + TAKING_THE_RUN);
    assertThat(ran.status()).isEqualTo(Status.FAILED);
    assertThat(ran.thrown()).isInstanceOf(AssertionFailedError.class);
    assertThat(ran.message())
        .startsWith("INVALID: ")
        .contains(
            "  the seeded bug reply-before-commit is on",
            "\n      ",
            "\n  seed:   1",
            "\n  faults: ",
            "\n  again:  mvn test -Dtest='" + Examples.class.getName() + "#aBug' -Dassay.seeds=1",
            "\n  or:     ./assay run --cluster sim");
    Matcher report = Pattern.compile("  report: (\\S+)").matcher(ran.message());
    assertThat(report.find()).isTrue();
    Path file = Path.of(report.group(1));
    assertThat(file).isAbsolute();
    assertThat(Files.exists(file)).isTrue();
  }

  @Test
  void whatIsUnknownIsNoPass() {
    Ran ran = Ran.method(Examples.class, "tooShort");
    assertThat(ran.status()).isEqualTo(Status.FAILED);
    assertThat(ran.message())
        .startsWith("unknown, so nothing was decided: ")
        .contains("\n  exercised\n", "\n  seed:   7", "\n  report: ");
    Ran skipped = Ran.method(Examples.class, "tooShortAndSkipped");
    assertThat(skipped.status()).isEqualTo(Status.ABORTED);
    assertThat(skipped.thrown()).isInstanceOf(TestAbortedException.class);
    assertThat(skipped.message()).startsWith("unknown, so nothing was decided: ");
  }

  /** Not to be carried out. */
  static final class Wrong {
    @AssayTest(
        cluster = "sim",
        workload = "nonsense",
        seeds = {1, 2, 3})
    void workload() {}

    @AssayTest(cluster = "sim", timeLimit = "soon")
    void timeLimit() {}

    @AssayTest(cluster = "sim", runs = 0)
    void runs() {}

    @AssayTest(cluster = "sim", nodes = 12)
    void nodes() {}

    @AssayTest(cluster = "sim", settings = "latencyMicros")
    void settings() {}

    @AssayTest(server = HttpRegisters.class, cluster = "sim")
    void simulatedServer() {}

    @AssayTest(server = HttpRegisters.class, system = "zookeeper")
    void twoSystems() {}

    @AssayTest(server = HttpRegisters.class, workload = "set")
    void notServed() {}

    @AssayTest(server = Unmade.class)
    void unmade() {}

    @AssayTest(system = "zookeeper")
    void noDistribution() {}
  }

  /** Has no constructor that can be called. */
  abstract static class Unmade implements OwnServer {}

  private static void assertWrong(String method, String message) {
    Ran ran = Ran.method(Wrong.class, method);
    assertThat(ran.names()).isEmpty();
    assertThat(ran.status()).isEqualTo(Status.FAILED);
    assertThat(ran.message()).startsWith("@AssayTest Wrong." + method + ": ").contains(message);
  }

  @Test
  void whatIsWrongIsSaidOnceBeforeAnyRun() {
    assertWrong("workload", "unknown workload nonsense; known are append");
    assertWrong("timeLimit", "'soon' is no duration");
    assertWrong("runs", "runs must be between 1 and 1000, not 0");
    assertWrong("nodes", "--nodes must be between 1 and 9, not 12");
    assertWrong("settings", "a setting is key=value, not latencyMicros");
    assertWrong("simulatedServer", "http-registers runs as local processes");
    assertWrong("twoSystems", "server and system both say what is tested");
    assertWrong("notServed", "it serves register, register-local");
    assertWrong("unmade", "Unmade is no class with a constructor without parameters");
    assertWrong("noDistribution", "let ASSAY_HOME (or -Dassay.home) name a checkout");
  }

  /** Takes the run before there is one. */
  static final class Early {
    @BeforeEach
    void before(AssayRun run) {
      assertThat(run).isNotNull();
    }

    @AssayTest(cluster = "sim", faults = "none", timeLimit = "2s")
    void holds() {}
  }

  @Test
  void beforeTheTestThereIsNoRun() {
    assertThat(Ran.method(Early.class, "holds").message()).contains("there is no run yet");
  }
}
