package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Faults of nodes' processes: {@code kill} (what was written stays), {@code power-loss} (what was
 * not synced may be gone, and nobody hears that the node is), {@code pause}.
 */
final class ProcessFaults implements WorldFaults {
  static final List<String> KINDS = List.of("kill", "power-loss", "pause");

  /** How long a pause waits for a node that is down for another fault. */
  private static final long PATIENCE = 10_000_000_000L;

  private static final long POLL = 20_000_000;
  private final Ensemble ensemble;
  private final World world;
  private final DownNodes down;

  /** The pauses that are asked for and not healed. */
  private final Set<Integer> pausing = new TreeSet<>();

  ProcessFaults(Ensemble ensemble, DownNodes down) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
    this.down = down;
  }

  @Override
  public List<String> kinds() {
    return KINDS;
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    if (action.kind().equals("pause")) {
      pausing.add(action.id());
      pause(action, world.now() + PATIENCE, done);
      return;
    }
    boolean powerLoss = action.kind().equals("power-loss");
    action.nodes().forEach(node -> down.end(node, action.id(), powerLoss));
    world.after(
        MOMENT,
        () -> {
          Findings findings = new Findings();
          action.nodes().forEach(node -> findings.expect(down.down(node), node + " is down"));
          done.accept(findings.evidence());
        });
  }

  /** Pauses what runs, again and again until all that was asked for is paused. */
  private void pause(FaultAction action, long until, Consumer<Evidence> done) {
    boolean active = pausing.contains(action.id());
    boolean all = true;
    for (String name : action.nodes()) {
      SimNode node = node(name);
      if (active && node.up() && !node.pausedBy(action.id())) {
        node.pause(action.id());
      }
      all &= node.pausedBy(action.id());
    }
    boolean over = all || !active || world.now() >= until;
    world.after(
        over ? MOMENT : POLL,
        over ? () -> done.accept(paused(action)) : () -> pause(action, until, done));
  }

  private Evidence paused(FaultAction action) {
    Findings findings = new Findings();
    for (String name : action.nodes()) {
      findings.expect(node(name).pausedBy(action.id()), name + " is paused");
    }
    return findings.evidence();
  }

  private SimNode node(String name) {
    return ensemble.node(Ensemble.number(name));
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    pausing.remove(action.id());
    for (String node : action.nodes()) {
      if (action.kind().equals("pause")) {
        node(node).resume(action.id());
      } else {
        down.release(node, action.id());
      }
    }
    world.after(MOMENT, () -> done.accept(over(action)));
  }

  private Evidence over(FaultAction action) {
    Findings findings = new Findings();
    for (String name : action.nodes()) {
      if (action.kind().equals("pause")) {
        findings.expect(!node(name).pausedBy(action.id()), name + " is not paused");
      } else {
        down.expectReleased(name, action.id(), findings);
      }
    }
    return findings.evidence();
  }
}
