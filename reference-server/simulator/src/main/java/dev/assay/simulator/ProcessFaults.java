package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Faults of nodes' processes: {@code kill} (what was written stays), {@code power-loss} (what was
 * not synced may be gone, and nobody hears that the node is), {@code pause}.
 */
final class ProcessFaults implements WorldFaults {
  static final Set<String> KINDS = Set.of("kill", "power-loss", "pause");
  private final Ensemble ensemble;
  private final World world;
  private final DownNodes down;

  ProcessFaults(Ensemble ensemble, DownNodes down) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
    this.down = down;
  }

  @Override
  public Set<String> kinds() {
    return KINDS;
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    for (String node : action.nodes()) {
      switch (action.kind()) {
        case "pause" -> ensemble.pause(Ensemble.number(node), action.id());
        case "kill" -> down.end(node, action.id(), false);
        default -> down.end(node, action.id(), true);
      }
    }
    world.after(MOMENT, () -> done.accept(inEffect(action)));
  }

  private Evidence inEffect(FaultAction action) {
    Findings findings = new Findings();
    for (String node : action.nodes()) {
      if (action.kind().equals("pause")) {
        findings.expect(
            ensemble.node(Ensemble.number(node)).pausedBy(action.id()), node + " is paused");
      } else {
        findings.expect(down.down(node), node + " is down");
      }
    }
    return findings.evidence();
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    for (String node : action.nodes()) {
      if (action.kind().equals("pause")) {
        ensemble.resume(Ensemble.number(node), action.id());
      } else {
        down.release(node, action.id());
      }
    }
    world.after(MOMENT, () -> done.accept(over(action)));
  }

  private Evidence over(FaultAction action) {
    Findings findings = new Findings();
    for (String node : action.nodes()) {
      if (action.kind().equals("pause")) {
        findings.expect(
            !ensemble.node(Ensemble.number(node)).pausedBy(action.id()), node + " is not paused");
      } else {
        down.expectReleased(node, action.id(), findings);
      }
    }
    return findings.evidence();
  }
}
