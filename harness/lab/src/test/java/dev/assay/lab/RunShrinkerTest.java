package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunShrinkerTest {
  private static Simulation.Result run(long seed, String workload, String bug) {
    return Simulation.run(WorldDraw.draw(seed, workload, bug));
  }

  @Test
  void aFailingRunBecomesSmallAndFailsInTheSameWay() throws InterruptedException {
    Simulation.Result failed = run(1, "set", "reply-before-commit");
    List<String> steps = new ArrayList<>();
    RunShrinker.Shrunk shrunk = RunShrinker.shrink(failed, Simulation.Inside.IGNORED, steps::add);
    Simulation.Result small = shrunk.result();
    assertThat(small.plan()).hasSizeLessThanOrEqualTo(5);
    assertThat(small.spec().nodes()).isLessThanOrEqualTo(failed.spec().nodes());
    assertThat(steps).isNotEmpty();
    assertThat(SimulationBatch.seeded(small).anomaly())
        .isEqualTo(SimulationBatch.seeded(failed).anomaly());
    Simulation.Result again = Simulation.run(small.spec(), small.plan(), Simulation.Inside.IGNORED);
    assertThat(again.traceHash()).isEqualTo(small.traceHash());
  }

  @Test
  void aRunThatDoesNotFailIsNotShrunk() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunShrinker.shrink(run(1, "set", ""), Simulation.Inside.WATCHED, _ -> {}))
        .withMessageContaining("did not fail");
  }
}
