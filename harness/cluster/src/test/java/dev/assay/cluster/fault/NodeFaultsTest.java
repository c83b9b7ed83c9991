package dev.assay.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Events;
import dev.assay.cluster.fault.FaultyNode.Life;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What counts as a kill, a stop and a restart, with nodes that only say that they run. */
class NodeFaultsTest {
  private final Map<String, PretendedNode> nodes = new TreeMap<>();
  private final NodeFaults faults;

  NodeFaultsTest() throws IOException {
    for (String name : List.of("n1", "n2", "n3")) {
      PretendedNode node = new PretendedNode(name);
      nodes.put(name, node);
      var _ = node.start();
    }
    faults =
        new NodeFaults(
            nodes,
            new NodeHealth(new PretendedNode.Always()),
            new Killing(),
            Duration.ofMillis(500));
  }

  private static FaultAction on(int id, String kind, String... names) {
    return new FaultAction(id, kind, List.of(names), List.of(), Map.of());
  }

  private PretendedNode node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  private boolean runs(String name) {
    return node(name).running().isPresent();
  }

  @Test
  void aKillIsProvenByTheEndOfAProcessAndHealedByAnotherOne() throws Exception {
    FaultAction kill = on(1, NodeFaults.KILL, "n1");
    assertThat(faults.inject(kill).proven()).isTrue();
    assertThat(runs("n1")).isFalse();
    assertThat(faults.heal(kill).proven()).isTrue();
    assertThat(runs("n1")).isTrue();
  }

  @Test
  void whereNothingRanNothingWasKilled() throws Exception {
    node("n1").excuses().add(7);
    node("n1").end(1);
    faults.forbid("n1", 7);
    Evidence evidence = faults.inject(on(1, NodeFaults.KILL, "n1"));
    assertThat(evidence.proven()).as(evidence.proof()).isFalse();
    assertThat(evidence.proof()).contains("n1 was down already");
    assertThat(faults.heal(on(1, NodeFaults.KILL, "n1")).proof()).contains("stays down for fault");
    assertThat(runs("n1")).isFalse();
  }

  @Test
  void oneOfSeveralThatRanIsEnough() throws Exception {
    node("n1").excuses().add(7);
    node("n1").end(1);
    Evidence evidence = faults.inject(on(1, NodeFaults.KILL, "n1", "n2"));
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  @Test
  void aStopIsNoKill() throws Exception {
    FaultAction stop = on(1, NodeFaults.STOP, "n1");
    assertThat(faults.inject(stop).proof()).contains("n1 (pid").contains("exit status 143");
    assertThat(faults.heal(stop).proven()).isTrue();
    assertThat(runs("n1")).isTrue();
  }

  @Test
  void aStartThatFailsForAMomentIsTriedAgain() throws Exception {
    FaultAction kill = on(1, NodeFaults.KILL, "n1");
    var _ = faults.inject(kill);
    node("n1").failStarts(1);
    Evidence healed = faults.heal(kill);
    assertThat(healed.proven()).as(healed.proof()).isTrue();
  }

  @Test
  void aStartThatTheHarnessCannotMakeIsItsOwnFaultAndTheOthersAreStarted() throws Exception {
    FaultAction kill = on(1, NodeFaults.KILL, "n1", "n2");
    var _ = faults.inject(kill);
    node("n1").failStarts(Integer.MAX_VALUE);
    Evidence healed = faults.heal(kill);
    assertThat(healed.proven()).isFalse();
    assertThat(healed.proof()).contains("n1 cannot be started: no room for n1");
    assertThat(healed.details()).containsEntry(Events.HARNESS_FAILED, true);
    assertThat(runs("n2")).isTrue();
  }

  @Test
  void aNodeThatAnotherFaultHoldsIsNotTried() throws Exception {
    var _ = faults.inject(on(1, NodeFaults.KILL, "n1"));
    assertThat(faults.tryStart("n1", 2)).isEqualTo(NodeFaults.Tried.HELD);
    assertThat(runs("n1")).isFalse();
    assertThat(faults.tryStart("n1", 1)).isEqualTo(NodeFaults.Tried.ANSWERS);
  }

  /** Ends the pretended processes with the status that a shell tells. */
  private static final class Killing implements Grip {
    @Override
    public void kill(Collection<? extends Life> lives) {
      lives.forEach(life -> ((PretendedNode.Lived) life).end(137));
    }

    @Override
    public void stop(Collection<? extends Life> lives) {
      lives.forEach(life -> ((PretendedNode.Lived) life).end(143));
    }

    @Override
    public void hold(Collection<? extends Life> lives) {}

    @Override
    public void release(Collection<? extends Life> lives) {}

    @Override
    public Held look(Life life) {
      return new Held(0, 1, "in state T");
    }
  }
}
