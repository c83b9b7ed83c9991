package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.core.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  void settingsOfNodesThatAreLeftOutAreLeftOutToo() throws InterruptedException {
    RunSpec drawn = WorldDraw.draw(1, "set", "reply-before-commit").withNodes(3);
    Map<String, String> settings = new TreeMap<>(drawn.settings());
    settings.put("clockRate.n3", "1.01");
    settings.put("slowSyncNode", "n3");
    settings.put("slowSyncMicros", "1000");
    Simulation.Result failed = Simulation.run(drawn.withSettings(settings));
    Simulation.Result small =
        RunShrinker.shrink(failed, Simulation.Inside.IGNORED, _ -> {}).result();
    assertThat(small.plan()).hasSizeLessThanOrEqualTo(5);
    assertThat(small.spec().settings()).doesNotContainKeys("clockRate.n3", "slowSyncNode");
  }

  @Test
  void aRunThatDoesNotFailIsNotShrunk() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunShrinker.shrink(run(1, "set", ""), Simulation.Inside.WATCHED, _ -> {}))
        .withMessageContaining("did not fail");
  }
}
