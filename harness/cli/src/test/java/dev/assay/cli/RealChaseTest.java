package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Verdict;
import dev.assay.cluster.EnvironmentException;
import dev.assay.core.run.RunSpec;
import dev.assay.lab.hunt.Ending;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Hunts;
import dev.assay.lab.hunt.Pursuit;
import dev.assay.lab.hunt.Sighting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a chase on real nodes comes to, with runs that only say their verdicts. */
class RealChaseTest {
  private static final Hunt HUNT =
      Hunts.named(List.of()).stream()
          .filter(Hunt.class::isInstance)
          .map(Hunt.class::cast)
          .filter(hunt -> hunt.where().contains("docker"))
          .findFirst()
          .orElseThrow();

  private final List<String> bugs = new ArrayList<>();

  private static Sighting sighting(long seed, String bug, Verdict verdict) {
    RunSpec spec = HUNT.spec(seed);
    RunSpec own =
        new RunSpec(
            spec.system(),
            "process",
            3,
            spec.workload(),
            spec.faults(),
            10,
            0,
            20_000,
            seed,
            bug,
            spec.settings());
    return new Sighting(own, verdict, List.copyOf(HUNT.declared()), "said so");
  }

  private Pursuit chase(Verdict withBug, Verdict without) throws InterruptedException {
    RealChase.Trial trial =
        (seed, bug) -> {
          bugs.add(bug);
          return sighting(seed, bug, bug.isEmpty() ? without : withBug);
        };
    return new RealChase(HUNT, 5, trial).end(() -> false);
  }

  @Test
  void whatCaughtTheBugIsRunOnceMoreWithoutIt() throws InterruptedException {
    Pursuit pursuit = chase(Verdict.INVALID, Verdict.VALID);
    assertThat(pursuit.ending(HUNT)).isEqualTo(Ending.CAUGHT);
    assertThat(bugs).containsExactly(HUNT.name(), "");
  }

  @Test
  void aJudgeThatFlagsTheServerWithoutTheBugTooIsNotBelieved() throws InterruptedException {
    assertThat(chase(Verdict.INVALID, Verdict.INVALID).ending(HUNT)).isEqualTo(Ending.NOT_CLEAN);
  }

  @Test
  void aBugThatNoRunShowsIsMissed() throws InterruptedException {
    assertThat(chase(Verdict.VALID, Verdict.VALID).ending(HUNT)).isEqualTo(Ending.MISSED);
    assertThat(bugs).hasSize(RealChase.TRIES).doesNotContain("");
  }

  @Test
  void aRunThatIsBrokenIsSaid() throws InterruptedException {
    RealChase.Trial trial =
        (_, _) -> {
          throw new EnvironmentException("no room");
        };
    Pursuit pursuit = new RealChase(HUNT, 5, trial).end(() -> false);
    assertThat(pursuit.ending(HUNT)).isEqualTo(Ending.BROKEN);
    assertThat(HuntWords.reason(HUNT, pursuit)).isEqualTo("no room");
  }

  @Test
  void whatCannotBeginHereIsOpenAndSaysWhy() {
    Pursuit pursuit = Pursuit.unavailable(5, "it needs libfuse");
    assertThat(pursuit.ending(HUNT)).isEqualTo(Ending.UNAVAILABLE);
    assertThat(HuntWords.ended(HUNT, pursuit)).isEqualTo("not available here: it needs libfuse");
  }
}
