package dev.assay.cluster.disk;

import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.cluster.fault.NodeFaults;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code bit-flip} and {@code truncate}: a node is killed, a file of it is {@linkplain Damage
 * damaged} where it must notice it, and it is started on that. Healing kills it, restores the file,
 * as from a mirror, and starts it again.
 */
final class DamageFaults implements Faults {
  static final String FLIP = "bit-flip";
  static final String TRUNCATE = "truncate";
  static final Set<String> KINDS = Set.of(FLIP, TRUNCATE);

  private static final String NOTHING = " has no file that can be damaged so that it must notice";

  private final Map<String, NodeDisk> disks;
  private final Map<String, FaultyNode> nodes;
  private final NodeFaults processes;
  private final SystemUnderTest system;
  private final Map<Integer, Map<String, Damage>> damages = new ConcurrentHashMap<>();

  DamageFaults(
      Map<String, NodeDisk> disks,
      Map<String, ? extends FaultyNode> nodes,
      NodeFaults processes,
      SystemUnderTest system) {
    this.disks = disks;
    this.nodes = new TreeMap<>(nodes);
    this.processes = processes;
    this.system = system;
  }

  @Override
  public Set<String> kinds() {
    return KINDS;
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    List<String> seen = new ArrayList<>();
    boolean proven = !action.nodes().isEmpty();
    for (String name : action.nodes()) {
      Set<Integer> holders = processes.holders(name, action.id());
      NodeDisk disk = Objects.requireNonNull(disks.get(name), name);
      if (!holders.isEmpty()) {
        return new Evidence(false, name + " is held down by fault " + holders, Map.of());
      }
      if (!Damage.possible(disk, system.durableFiles(disk.files()), action)) {
        return new Evidence(false, name + NOTHING, Map.of());
      }
      proven &= damaged(action, name, disk, seen);
    }
    return new Evidence(proven, String.join(", ", seen), Map.of());
  }

  /** Whether a file of the node was damaged, and the node was started on it. */
  private boolean damaged(FaultAction action, String name, NodeDisk disk, List<String> seen)
      throws IOException, InterruptedException {
    Objects.requireNonNull(nodes.get(name), name).excuses().add(action.id());
    processes.forbid(name, action.id());
    Evidence killed = processes.kill(action);
    seen.add(killed.proof());
    Optional<Damage> damage =
        killed.proven()
            ? Damage.to(disk, system.durableFiles(disk.files()), action)
            : Optional.empty();
    boolean there = damage.isPresent() && damage.get().there();
    seen.add(damage.map(own -> "on " + name + " " + own.what()).orElse(name + NOTHING));
    NodeFaults.Tried tried = processes.tryStart(name, action.id());
    if (damage.isPresent() && tried == NodeFaults.Tried.HELD) {
      var _ = damage.get().undo();
    } else {
      damage.ifPresent(
          own -> damages.computeIfAbsent(action.id(), _ -> new TreeMap<>()).put(name, own));
    }
    seen.add(
        name
            + switch (tried) {
              case ANSWERS -> " runs with it";
              case DOES_NOT_ANSWER -> " does not run with it";
              case HELD -> " is held down by another fault and did not meet it";
            });
    return there && tried != NodeFaults.Tried.HELD;
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    var _ = processes.kill(action);
    Map<String, Damage> own = Objects.requireNonNullElse(damages.remove(action.id()), Map.of());
    List<String> seen = new ArrayList<>();
    boolean proven = true;
    for (Map.Entry<String, Damage> each : own.entrySet()) {
      Damage.Undone undone = each.getValue().undo();
      proven &= undone != Damage.Undone.LEFT;
      seen.add(
          switch (undone) {
            case RESTORED -> "the file of " + each.getKey() + " is restored";
            case REPLACED -> each.getKey() + " has replaced what was damaged itself";
            case LEFT -> "what is left of the file of " + each.getKey() + " cannot be restored";
          });
    }
    for (String name : action.nodes()) {
      processes.allow(name, action.id());
      Objects.requireNonNull(nodes.get(name)).excuses().remove(action.id());
    }
    Evidence again = processes.restart(action);
    seen.add(again.proof());
    return new Evidence(proven && again.proven(), String.join(", ", seen), again.details());
  }
}
