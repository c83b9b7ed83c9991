package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.server.tree.StateMachine;
import java.util.List;
import java.util.function.Consumer;

/** {@code upgrade}: a node's process ends, and one of the newest version takes its place. */
final class UpgradeFaults implements WorldFaults {
  static final List<String> KINDS = List.of("upgrade");
  private final Ensemble ensemble;
  private final DownNodes down;

  UpgradeFaults(Ensemble ensemble, DownNodes down) {
    this.ensemble = ensemble;
    this.down = down;
  }

  @Override
  public List<String> kinds() {
    return KINDS;
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    for (String name : action.nodes()) {
      down.end(name, action.id(), false);
      ensemble.node(Ensemble.number(name)).level(StateMachine.FEATURE_LEVEL);
      down.release(name, action.id());
    }
    heal(action, done);
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    ensemble
        .world()
        .after(
            MOMENT,
            () -> {
              Findings findings = new Findings();
              for (String name : action.nodes()) {
                int level = ensemble.node(Ensemble.number(name)).level();
                findings.expect(
                    level == StateMachine.FEATURE_LEVEL, name + " is of feature level " + level);
                down.expectReleased(name, action.id(), findings);
              }
              done.accept(findings.evidence());
            });
  }
}
