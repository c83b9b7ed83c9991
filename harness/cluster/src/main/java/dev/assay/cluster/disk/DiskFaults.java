package dev.assay.cluster.disk;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.disk.Troubles.Call;
import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.cluster.fault.NodeFaults;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code disk-slow} (every sync takes longer), {@code disk-full} and {@code disk-readonly} (every
 * change fails as long as it lasts), {@code disk-error} (the next write or sync of the node fails,
 * once), {@code power-loss} (the process is killed, and what it had not synced is gone).
 *
 * <p>A process that has been told of an error may end itself, and then it did not die unprovoked.
 * Healing gives each such node a new process, whether it ended or not.
 */
final class DiskFaults implements Faults {
  static final String SLOW = "disk-slow";
  static final String FULL = "disk-full";
  static final String READ_ONLY = "disk-readonly";
  static final String ERROR = "disk-error";
  static final String POWER_LOSS = "power-loss";
  static final Set<String> KINDS = Set.of(SLOW, FULL, READ_ONLY, ERROR, POWER_LOSS);

  /** How long a failure may wait for a call of the node's. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How much longer a sync takes when the plan does not say it. */
  private static final long USUAL_NANOS = 100_000_000;

  private static final double NANOS_PER_MILLI = 1e6;
  private final Map<String, NodeDisk> disks;
  private final Map<String, FaultyNode> nodes;
  private final NodeFaults processes;

  /** The refusals of each disk before a fault, by the fault and the node. */
  private final Map<Integer, Map<String, Long>> before = new ConcurrentHashMap<>();

  DiskFaults(
      Map<String, NodeDisk> disks, Map<String, ? extends FaultyNode> nodes, NodeFaults processes) {
    this.disks = disks;
    this.nodes = new TreeMap<>(nodes);
    this.processes = processes;
  }

  @Override
  public Set<String> kinds() {
    return KINDS;
  }

  private NodeDisk disk(String node) {
    return Objects.requireNonNull(disks.get(node), node);
  }

  private FaultyNode node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    List<String> down =
        action.kind().equals(POWER_LOSS) ? List.of() : processes.awaitRunning(action);
    if (!down.isEmpty()) {
      return new Evidence(false, "without a process: " + String.join(", ", down), Map.of());
    }
    for (String name : action.nodes()) {
      if (!disk(name).used()) {
        return new Evidence(false, name + " has no file in its folder " + NodeDisk.DATA, Map.of());
      }
    }
    return switch (action.kind()) {
      case POWER_LOSS -> powerLoss(action);
      case SLOW -> slow(action);
      case ERROR -> error(action);
      default -> refuse(action);
    };
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    if (action.kind().equals(POWER_LOSS)) {
      return processes.restart(action);
    }
    action.nodes().forEach(node -> disk(node).troubles().end(action.id()));
    if (action.kind().equals(ERROR)) {
      action.nodes().forEach(node -> disk(node).troubles().failNext(null));
    }
    Evidence works = works(action);
    if (action.kind().equals(SLOW)) {
      return works;
    }
    Map<String, Long> counts = Objects.requireNonNullElse(before.remove(action.id()), Map.of());
    List<String> told =
        action.nodes().stream()
            .filter(node ->
                disk(node).troubles().refusals() > counts.getOrDefault(node, 0L)
                    || node(node).running().isEmpty())
            .toList();
    List<String> met = new ArrayList<>(List.of(works.proof()));
    action
        .nodes()
        .forEach(name ->
            met.add(
                "%d calls of %s had been refused"
                    .formatted(
                        disk(name).troubles().refusals() - counts.getOrDefault(name, 0L), name)));
    Evidence again = processes.replace(on(action, told));
    for (String name : action.nodes()) {
      processes.allow(name, action.id());
      node(name).excuses().remove(action.id());
    }
    return new Evidence(
        works.proven() && again.proven(),
        again.proof().isEmpty() ? works.proof() : works.proof() + "; " + again.proof(),
        again.details());
  }

  private static FaultAction on(FaultAction action, List<String> nodes) {
    return new FaultAction(action.id(), action.kind(), nodes, List.of(), action.parameters());
  }

  private Evidence powerLoss(FaultAction action) throws IOException, InterruptedException {
    Evidence killed =
        processes.killRunning(action, () -> action.nodes().forEach(name -> disk(name).cutPower()));
    SplittableRandom dice = new SplittableRandom(action.id());
    List<String> seen = new ArrayList<>();
    Map<String, Object> details = new TreeMap<>(killed.details());
    for (String name : action.nodes()) {
      if (node(name).running().isPresent()) {
        return new Evidence(false, killed.proof() + "; so its disk was left alone", details);
      }
      Names.Loss loss = disk(name).lose(dice);
      details.put(name + " bytes lost", loss.bytes());
      seen.add(
          loss.bytes() + loss.names() == 0
              ? "all on the disk of " + name + " had been synced"
              : "%d bytes in %d files and %d changes of names on the disk of %s are gone"
                  .formatted(loss.bytes(), loss.files(), loss.names(), name));
    }
    return new Evidence(killed.proven(), killed.proof() + "; " + String.join(", ", seen), details);
  }

  private Evidence slow(FaultAction action) throws IOException {
    // A plan that is read back from a file need not have the same kind of number.
    long nanos =
        action.parameters().get("syncMillis") instanceof Number given
            ? TimeUnit.MILLISECONDS.toNanos(given.longValue())
            : USUAL_NANOS;
    List<String> seen = new ArrayList<>();
    Map<String, Object> details = new TreeMap<>();
    boolean proven = !action.nodes().isEmpty();
    for (String name : action.nodes()) {
      long usual = Math.min(disk(name).probe(), disk(name).probe());
      disk(name).troubles().slowDown(action.id(), nanos);
      long now = disk(name).probe();
      proven &= now >= nanos && usual < nanos;
      details.put(name, now / NANOS_PER_MILLI);
      seen.add(
          "a sync on the disk of %s took %s before, and takes %s"
              .formatted(name, millis(usual), millis(now)));
    }
    return new Evidence(proven, String.join(", ", seen), details);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
  }

  private void excuse(FaultAction action) {
    Map<String, Long> counts = new TreeMap<>();
    for (String name : action.nodes()) {
      counts.put(name, disk(name).troubles().refusals());
      node(name).excuses().add(action.id());
    }
    before.put(action.id(), counts);
  }

  private Evidence refuse(FaultAction action) {
    excuse(action);
    int errno = action.kind().equals(FULL) ? Troubles.ENOSPC : Troubles.EROFS;
    List<String> seen = new ArrayList<>();
    boolean proven = !action.nodes().isEmpty();
    for (String name : action.nodes()) {
      processes.forbid(name, action.id());
      disk(name).troubles().refuse(action.id(), errno);
      String said = refused(name);
      proven &= !said.isEmpty();
      seen.add(
          said.isEmpty()
              ? "the disk of " + name + " still takes a write"
              : "a write to the disk of " + name + " fails: " + said);
    }
    return new Evidence(proven, String.join(", ", seen), Map.of());
  }

  /** What a write gets; empty when it is done. */
  private String refused(String name) {
    try {
      var _ = disk(name).probe();
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Evidence error(FaultAction action) throws IOException, InterruptedException {
    excuse(action);
    Map<String, Long> counts = Objects.requireNonNullElse(before.get(action.id()), Map.of());
    boolean sync = "sync".equals(action.parameters().get("failing"));
    for (String name : action.nodes()) {
      disk(name).troubles().failNext(sync ? Call.SYNC : Call.WRITE);
    }
    boolean hit =
        Deadline.in(PATIENCE)
            .poll(() ->
                action.nodes().stream()
                    .allMatch(
                        name -> disk(name).troubles().refusals() > counts.getOrDefault(name, 0L)));
    String call = sync ? "sync" : "write";
    String where = String.join(", ", action.nodes());
    return new Evidence(
        hit && !action.nodes().isEmpty(),
        hit
            ? "a " + call + " of " + where + " failed with an I/O error"
            : "no " + call + " of " + where + " came within " + PATIENCE.toSeconds() + " s",
        Map.of());
  }

  private Evidence works(FaultAction action) {
    List<String> seen = new ArrayList<>();
    boolean proven = true;
    for (String name : action.nodes()) {
      try {
        long nanos = disk(name).probe();
        proven &= nanos < NANOS_PER_MILLI * 100 || disk(name).troubles().slow();
        seen.add("a write and a sync on the disk of " + name + " take " + millis(nanos));
      } catch (IOException e) {
        boolean other = disk(name).troubles().refusing(Call.WRITE) != 0;
        proven &= other;
        seen.add(
            "the disk of %s says %s%s"
                .formatted(name, e.getMessage(), other ? ", of another fault" : ""));
      }
    }
    return new Evidence(proven, String.join(", ", seen), Map.of());
  }
}
