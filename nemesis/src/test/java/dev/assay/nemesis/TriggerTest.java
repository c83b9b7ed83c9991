package dev.assay.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.runner.VirtualTimeDriver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faults that wait for a moment, cuts that flap, and nodes that come back early. */
class TriggerTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  private static final List<String> ORDER = List.of("n2", "n3", "n1");

  private final VirtualTimeDriver driver = new VirtualTimeDriver();
  private final FakeCluster cluster = new FakeCluster(driver);
  private final PlannedNemesis nemesis = new PlannedNemesis(cluster, driver);
  private final List<Map<String, Object>> answers = new ArrayList<>();

  private static PlannedFault fault(int id, String kind, Map<String, Object> drawn) {
    Map<String, Object> parameters = new HashMap<>(drawn);
    parameters.put("order", ORDER);
    return new PlannedFault(id, kind, 0, 2 * SECOND, parameters);
  }

  private static PlannedFault triggered(int id, String kind, String hits) {
    return fault(
        id,
        kind,
        Map.of("trigger", "acked", "triggerDelayMicros", 3_000L, "hits", hits, "size", 1L));
  }

  private void begin(PlannedFault fault) {
    driver.post(() -> nemesis.begin(fault, answers::add));
  }

  private void end(PlannedFault fault) {
    driver.post(() -> nemesis.end(fault, answers::add));
  }

  private void runFor(long nanos) {
    long until = driver.now() + nanos;
    driver.at(until, () -> {});
    boolean _ = driver.runUntil(() -> driver.now() >= until, until);
  }

  @Test
  void strikesAtTheNodeOfTheMomentSoMuchLater() {
    begin(triggered(0, "kill", "moment-node"));
    runFor(SECOND);
    assertThat(cluster.asked).isEmpty();
    driver.post(() -> cluster.passes("n3", "led"));
    driver.post(() -> cluster.passes("n1", "acked"));
    runFor(2 * MILLI);
    assertThat(cluster.asked).isEmpty();
    runFor(2 * MILLI);
    assertThat(cluster.injected).singleElement().matches(action -> action.kind().equals("kill"));
    assertThat(cluster.injected.getFirst().nodes()).containsExactly("n1");
    runFor(SECOND);
    assertThat(answers.getFirst()).containsEntry("applied", true).containsEntry("proven", true);
  }

  @Test
  void orAtTheNodesThatWereDrawn() {
    begin(triggered(0, "power-loss", "drawn"));
    runFor(MILLI);
    driver.post(() -> cluster.passes("n1", "acked"));
    runFor(SECOND);
    assertThat(cluster.injected.getFirst().nodes()).containsExactly("n2");
    assertThat(cluster.injected.getFirst().parameters()).isEmpty();
  }

  @Test
  void aCutIsThatOfTheMomentsNode() {
    begin(triggered(0, "partition-one", "moment-node"));
    runFor(MILLI);
    driver.post(() -> cluster.passes("n1", "acked"));
    runFor(SECOND);
    assertThat(cluster.injected.getFirst().nodes()).containsExactly("n1");
    assertThat(cluster.injected.getFirst().links())
        .hasSize(4)
        .allMatch(link -> link.from().equals("n1") || link.to().equals("n1"));
  }

  @Test
  void whenTheMomentDoesNotComeItIsNotAppliedAndTheTrackIsFree() {
    PlannedFault waits = triggered(0, "kill", "moment-node");
    begin(waits);
    runFor(SECOND);
    begin(fault(1, "pause", Map.of()));
    runFor(SECOND / 2);
    assertThat(cluster.asked).isEmpty();
    runFor(SECOND);
    assertThat(answers.getFirst())
        .containsEntry("applied", false)
        .containsEntry("proven", false)
        .containsEntry("proof", "the moment acked did not come within 2000 ms");
    assertThat(cluster.asked).containsExactly("inject 1");
    cluster.passes("n1", "acked");
    end(waits);
    runFor(SECOND);
    assertThat(cluster.asked).containsExactly("inject 1");
    assertThat(answers.getLast()).containsEntry("phase", "end").containsEntry("applied", false);
  }

  @Test
  void aFaultThatEndsWhileItWaitsNeverStrikes() {
    PlannedFault waits = triggered(0, "kill", "moment-node");
    begin(waits);
    runFor(SECOND);
    driver.post(() -> cluster.passes("n1", "acked"));
    end(waits);
    runFor(3 * SECOND);
    assertThat(cluster.asked).isEmpty();
    assertThat(answers).hasSize(2);
  }

  @Test
  void aFlappingCutOpensAndClosesUntilItEnds() {
    PlannedFault flaps = fault(0, "partition-one", Map.of("flapMillis", 300L));
    begin(flaps);
    runFor(SECOND);
    assertThat(cluster.asked).containsExactly("inject 0", "heal 0", "inject 0", "heal 0");
    assertThat(answers).hasSize(1);
    end(flaps);
    runFor(3 * SECOND);
    assertThat(cluster.asked).hasSize(5).last().isEqualTo("heal 0");
    assertThat(answers.getLast())
        .containsEntry("phase", "end")
        .containsEntry("proven", true)
        .containsEntry("flaps", 3L);
    assertThat(cluster.injected.getFirst().parameters()).isEmpty();
  }

  @Test
  void someNodesGetTheirPowerBackAtOnceAndTheOthersAtTheEnd() {
    PlannedFault loss = fault(0, "power-loss", Map.of("size", 3L, "early", 2L));
    begin(loss);
    runFor(SECOND);
    assertThat(cluster.injected.getFirst().nodes()).isEqualTo(ORDER);
    assertThat(cluster.healed.getFirst().nodes()).containsExactly("n3", "n1");
    assertThat(answers.getFirst())
        .containsEntry("proof", "seen power-loss; then: gone power-loss")
        .containsEntry("nodes", ORDER);
    end(loss);
    runFor(SECOND);
    assertThat(cluster.healed).hasSize(2);
    assertThat(cluster.healed.getLast().nodes()).isEqualTo(ORDER);
  }

  @Test
  void damageThatFoundNoFileIsTriedAgainAFewTimes() {
    cluster.unprovenInjections = 3;
    begin(fault(0, "bit-flip", Map.of("file", 1L, "millionths", 5L, "bit", 7L)));
    runFor(5 * SECOND);
    assertThat(cluster.injected).hasSize(4);
    assertThat(cluster.injected.getFirst().parameters())
        .isEqualTo(Map.of("file", 1L, "millionths", 5L, "bit", 7L));
    cluster.unprovenInjections = 100;
    begin(fault(1, "partition-one", Map.of()));
    PlannedFault second = fault(2, "truncate", Map.of("file", 1L, "millionths", 5L));
    end(fault(0, "bit-flip", Map.of()));
    begin(second);
    runFor(20 * SECOND);
    assertThat(answers.getLast()).containsEntry("fault", 2L).containsEntry("proven", false);
  }
}
