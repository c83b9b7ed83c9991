package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rot on disks: {@code bit-flip} and {@code truncate}. The node is stopped, what is durable on its
 * disk is {@linkplain Damage damaged}, and the node is started: it must refuse to serve. Healing
 * restores what was there, as from a mirror, and boots the node.
 */
final class DamageFaults implements WorldFaults {
  static final List<String> KINDS = List.of("bit-flip", "truncate");
  private final Ensemble ensemble;
  private final World world;
  private final DownNodes down;
  private final TreeMap<Integer, TreeMap<String, Done>> damages = new TreeMap<>();

  /** A damage, and whether it was there when the node was started on it. */
  private record Done(Damage damage, boolean there) {}

  DamageFaults(Ensemble ensemble, DownNodes down) {
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
    TreeMap<String, Done> own = damages.computeIfAbsent(action.id(), _ -> new TreeMap<>());
    for (String node : action.nodes()) {
      if (!own.containsKey(node)) {
        damage(action, node, own);
      }
    }
    world.after(MOMENT, () -> done.accept(inEffect(action, own)));
  }

  private void damage(FaultAction action, String node, Map<String, Done> own) {
    Damage damage = damage(action, ensemble.node(Ensemble.number(node)).simDisk());
    if (damage != null) {
      // A server with a bug may wipe its disk as soon as it starts.
      own.put(node, new Done(damage, damage.there()));
      boolean startable = down.free(node);
      down.end(node, action.id(), false);
      if (startable) {
        down.boot(node);
      }
    }
  }

  private static @Nullable Damage damage(FaultAction action, SimDisk disk) {
    long file = WorldFaults.figure(action, "file");
    long millionths = WorldFaults.figure(action, "millionths");
    return action.kind().equals("truncate")
        ? Damage.cut(disk, file, millionths)
        : Damage.flip(disk, file, millionths, (int) WorldFaults.figure(action, "bit"));
  }

  private Evidence inEffect(FaultAction action, Map<String, Done> own) {
    Findings findings = new Findings();
    for (String node : action.nodes()) {
      Done done = own.get(node);
      if (done == null) {
        findings.expect(false, node + " has a file that can be damaged so that it must notice");
      } else {
        findings.expect(done.there(), "on %s %s".formatted(node, done.damage().what()));
        findings.mention(node + (down.down(node) ? " does not run with it" : " runs with it"));
      }
    }
    return findings.evidence();
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    TreeMap<String, Done> own = damages.getOrDefault(action.id(), new TreeMap<>());
    damages.remove(action.id());
    own.forEach((node, each) -> {
      each.damage().undo();
      down.release(node, action.id());
    });
    world.after(
        MOMENT,
        () -> {
          Findings findings = new Findings();
          own.forEach((node, each) -> {
            Damage damage = each.damage();
            findings.expect(!damage.there(), "not on " + node + ": " + damage.what());
            down.expectReleased(node, action.id(), findings);
          });
          done.accept(findings.evidence());
        });
  }
}
