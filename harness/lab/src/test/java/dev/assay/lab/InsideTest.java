package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunSpec;
import dev.assay.server.bug.SeededBug;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The invariants inside: seeded bugs break them, and only when they are looked at. */
class InsideTest {
  private static final int SEEDS = 20;

  @ParameterizedTest
  @CsvSource({
    "QUORUM_SHORT, nodes only when",
    "REPLY_BEFORE_COMMIT, was applied anywhere",
  })
  void aSeededBugBreaksDurability(SeededBug bug, String what) {
    assertThat(firstBroken(bug)).anyMatch(broken -> broken.contains(what));
  }

  @Test
  void nothingIsLookedAtWhenSwitchedOff() {
    RunSpec spec = spec(1, SeededBug.REPLY_BEFORE_COMMIT);
    Simulation.Result looked = Simulation.run(spec, Plans.of(spec), Simulation.Inside.WATCHED);
    Simulation.Result ignored = Simulation.run(spec, Plans.of(spec), Simulation.Inside.IGNORED);
    assertThat(looked.invariants()).isNotEmpty();
    assertThat(ignored.invariants()).isEmpty();
    assertThat(ignored.traceHash()).isEqualTo(looked.traceHash());
    assertThat(ignored.history()).isEqualTo(looked.history());
  }

  private static List<String> firstBroken(SeededBug bug) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RunSpec spec = spec(seed, bug);
      List<String> broken =
          Simulation.run(spec, Plans.of(spec), Simulation.Inside.WATCHED).invariants();
      if (!broken.isEmpty()) {
        return broken;
      }
    }
    return List.of();
  }

  private static RunSpec spec(long seed, SeededBug bug) {
    RunSpec drawn = WorldDraw.draw(seed, "register", bug.word());
    return drawn.nodes() > 1 ? drawn : WorldDraw.completed(drawn.withNodes(3));
  }
}
