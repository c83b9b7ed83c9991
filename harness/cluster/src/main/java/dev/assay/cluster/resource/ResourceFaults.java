package dev.assay.cluster.resource;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.cluster.fault.NodeFaults;
import dev.assay.cluster.linux.Cgroup;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * {@code cpu} ({@code cpuPercent} of one core) and {@code memory} ({@code memoryPercent} of what
 * the node uses now). Both are proven by the kernel's own counters: of the periods in which the
 * node wanted more time than it got, and of the requests for memory that the limit refused. A node
 * whose memory is limited may be ended by the kernel, and then it did not die unprovoked; healing
 * gives it a new process.
 */
public final class ResourceFaults implements Faults {
  static final String CPU = "cpu";
  static final String MEMORY = "memory";

  /** What can be done where there are control groups. */
  public static final Set<String> KINDS = Set.of(CPU, MEMORY);

  /** How long a limit may wait until the node feels it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So long a node that is no longer limited is looked at. */
  private static final Duration CALM = Duration.ofMillis(250);

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Within this it is known that a process has ended. */
  private static final Duration NOTICED = Duration.ofSeconds(1);

  /** The kernel may be unable to take so much away; then it is so much less. */
  private static final long STEP_PERCENT = 5;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);
  private static final long MOST_PERCENT = 150;

  /** What a node that is content with what it has is left besides, in bytes. */
  private static final long RESERVE = 64 << 10;

  private static final double MEGABYTE = 1 << 20;
  private final Map<String, FaultyNode> nodes;
  private final NodeFaults processes;
  private final Limiter limiter;

  /** By the number of the fault: whose memory it limits. */
  private final Map<Integer, Map<String, Victim>> squeezed = new ConcurrentHashMap<>();

  public ResourceFaults(
      Map<String, ? extends FaultyNode> nodes, NodeFaults processes, Limiter limiter) {
    this.nodes = new TreeMap<>(nodes);
    this.processes = processes;
    this.limiter = limiter;
  }

  @Override
  public Set<String> kinds() {
    return KINDS;
  }

  /** A counter of the kernel's. */
  private interface Counter {
    long of(Cgroup group) throws IOException;
  }

  private FaultyNode node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  private Optional<Cgroup> group(String name) {
    return node(name).running().flatMap(life -> Cgroup.of(life.pid()));
  }

  /** Another fault may end a node just now; then its next process is limited. */
  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(PATIENCE);
    while (true) {
      List<Optional<? extends FaultyNode.Life>> lives = lives(action);
      try {
        return limit(action);
      } catch (IOException refused) {
        boolean ended = Deadline.in(NOTICED).poll(() -> !lives(action).equals(lives));
        if (!ended || deadline.passed()) {
          throw refused;
        }
      }
    }
  }

  private List<Optional<? extends FaultyNode.Life>> lives(FaultAction action) {
    List<Optional<? extends FaultyNode.Life>> lives = new ArrayList<>();
    action.nodes().forEach(name -> lives.add(node(name).running()));
    return lives;
  }

  private Evidence limit(FaultAction action) throws IOException, InterruptedException {
    var _ =
        Deadline.in(PATIENCE)
            .poll(() -> action.nodes().stream().allMatch(name -> group(name).isPresent()));
    Map<String, Cgroup> groups = new TreeMap<>();
    for (String name : action.nodes()) {
      Optional<Cgroup> group = group(name);
      if (group.isEmpty()) {
        return new Evidence(false, name + " is down", Map.of());
      }
      groups.put(name, group.get());
    }
    return action.kind().equals(CPU) ? starve(action, groups) : squeeze(action, groups);
  }

  private Evidence starve(FaultAction action, Map<String, Cgroup> groups)
      throws IOException, InterruptedException {
    long percent = figure(action, "cpuPercent");
    Map<String, Long> before = counts(groups, Cgroup::throttled);
    for (String name : action.nodes()) {
      limiter.cpu(name, percent);
    }
    Felt felt = felt(groups, before, Cgroup::throttled, (_, _) -> {});
    return felt.evidence((name, times) ->
        "%s has %d %% of one core, and wanted more in %d periods of 100 ms"
            .formatted(name, percent, times));
  }

  private Evidence squeeze(FaultAction action, Map<String, Cgroup> groups)
      throws IOException, InterruptedException {
    Map<String, Long> before = counts(groups, Cgroup::refusals);
    Map<String, Limit> limits = new TreeMap<>();
    squeezed.put(action.id(), victims(groups));
    for (Map.Entry<String, Cgroup> each : groups.entrySet()) {
      node(each.getKey()).excuses().add(action.id());
      limits.put(each.getKey(), squeeze(action, each.getKey(), each.getValue()));
    }
    Felt felt =
        felt(
            groups,
            before,
            Cgroup::refusals,
            (name, group) ->
                limits.computeIfPresent(name, (_, limit) -> tighter(name, group, limit)));
    return felt.evidence((name, times) ->
        "%s has %s of memory, and was refused more %s"
            .formatted(
                name,
                limits.get(name),
                times == Felt.ENDED ? "until the kernel ended it" : times + " times"));
  }

  /** A process whose memory is limited, and how many of its group the kernel had ended before. */
  private record Victim(FaultyNode.Life life, Cgroup group, long killsBefore) {
    /** Whether the kernel has ended some since, or all are gone with their group. */
    boolean hit() {
      try {
        return group.kills() > killsBefore;
      } catch (IOException gone) {
        return true;
      }
    }
  }

  private Map<String, Victim> victims(Map<String, Cgroup> groups) throws IOException {
    Map<String, Victim> victims = new TreeMap<>();
    for (Map.Entry<String, Cgroup> each : groups.entrySet()) {
      Optional<? extends FaultyNode.Life> life = node(each.getKey()).running();
      if (life.isPresent()) {
        Cgroup group = each.getValue();
        victims.put(each.getKey(), new Victim(life.get(), group, group.kills()));
      }
    }
    return victims;
  }

  /** One that the kernel has ended may take a moment to go, and does so for this fault. */
  private void awaitVictims(int fault) throws IOException, InterruptedException {
    Map<String, Victim> victims = squeezed.remove(fault);
    if (victims != null) {
      var _ =
          Deadline.in(LIMIT)
              .poll(() ->
                  victims.values().stream()
                      .noneMatch(victim -> victim.life().running() && victim.hit()));
    }
  }

  /** So many bytes are left to a node of those that it used. */
  private record Limit(long bytes, long used) {
    @Override
    public String toString() {
      return "%.1f MB (it used %.1f MB)".formatted(bytes / MEGABYTE, used / MEGABYTE);
    }
  }

  /** A node that is just starting uses more at each look, and the kernel takes nothing from it. */
  private Limit squeeze(FaultAction action, String name, Cgroup group)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(PATIENCE);
    long percent = figure(action, "memoryPercent");
    while (true) {
      long used = group.memoryUsed();
      long bytes = used / 100 * percent;
      try {
        limiter.memory(name, bytes);
        return new Limit(bytes, used);
      } catch (IOException refused) {
        if (percent >= MOST_PERCENT && deadline.passed()) {
          throw refused;
        }
      }
      percent = Math.min(MOST_PERCENT, percent + STEP_PERCENT);
      var _ = Deadline.in(BETWEEN_TRIES).poll(() -> false);
    }
  }

  /**
   * A node with little to do may be content with what it has; then it is left no more. The limit
   * never grows: it would run before a node that needs more, and never be felt.
   */
  private Limit tighter(String name, Cgroup group, Limit limit) {
    try {
      long used = group.memoryUsed();
      long bytes = used + RESERVE;
      if (bytes >= limit.bytes()) {
        return limit;
      }
      limiter.memory(name, bytes);
      return new Limit(bytes, used);
    } catch (IOException _) {
      // The kernel has taken from it what it could.
      return limit;
    }
  }

  private static Map<String, Long> counts(Map<String, Cgroup> groups, Counter counter)
      throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (Map.Entry<String, Cgroup> each : groups.entrySet()) {
      counts.put(each.getKey(), counter.of(each.getValue()));
    }
    return counts;
  }

  /** Waits until each node has felt its limit, or has ended. */
  private Felt felt(
      Map<String, Cgroup> groups,
      Map<String, Long> before,
      Counter counter,
      BiConsumer<String, Cgroup> insist)
      throws IOException, InterruptedException {
    Map<String, Long> times = new TreeMap<>();
    var _ =
        Deadline.in(PATIENCE)
            .poll(() -> {
              for (Map.Entry<String, Cgroup> each : groups.entrySet()) {
                String name = each.getKey();
                times.put(name, felt(name, each.getValue(), before, counter));
                if (times.getOrDefault(name, 0L) == 0) {
                  insist.accept(name, each.getValue());
                }
              }
              return times.values().stream().noneMatch(count -> count == 0);
            });
    return new Felt(times);
  }

  private long felt(String name, Cgroup group, Map<String, Long> before, Counter counter) {
    try {
      long now = counter.of(group);
      long then = before.getOrDefault(name, 0L);
      // A container that was started again counts from the beginning.
      return now < then ? now : now - then;
    } catch (IOException gone) {
      return endedByTheKernel(name) ? Felt.ENDED : 0;
    }
  }

  /** Of memory that it was refused; no fault had it killed. */
  private boolean endedByTheKernel(String name) {
    return squeezed.values().stream()
        .flatMap(victims -> Optional.ofNullable(victims.get(name)).stream())
        .map(Victim::life)
        .anyMatch(life -> !life.running() && !life.provoked().get());
  }

  /** How often each node has felt its limit. */
  private record Felt(Map<String, Long> times) {
    static final long ENDED = -1;

    /** Puts it into words. */
    interface Words {
      String of(String node, long times);
    }

    Evidence evidence(Words words) {
      List<String> seen = new ArrayList<>();
      times.forEach((name, count) -> seen.add(words.of(name, count)));
      boolean proven = !times.isEmpty() && times.values().stream().noneMatch(count -> count == 0);
      return new Evidence(proven, String.join(", ", seen), new TreeMap<>(times));
    }
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    boolean cpu = action.kind().equals(CPU);
    for (String name : action.nodes()) {
      if (cpu) {
        limiter.cpu(name, Cgroup.NONE);
      } else {
        limiter.memory(name, Cgroup.NONE);
      }
    }
    Map<String, Boolean> free = new TreeMap<>();
    for (String name : action.nodes()) {
      free.put(name, free(name, cpu));
    }
    awaitVictims(action.id());
    List<String> ended =
        cpu
            ? List.of()
            : action.nodes().stream().filter(name -> node(name).running().isEmpty()).toList();
    Evidence again =
        processes.replace(
            new FaultAction(action.id(), action.kind(), ended, List.of(), action.parameters()));
    List<String> seen = new ArrayList<>();
    String what = cpu ? "processor time" : "memory";
    free.forEach((name, isFree) -> {
      node(name).excuses().remove(action.id());
      seen.add("the " + what + " of " + name + (isFree ? " is no longer limited" : " is limited"));
    });
    boolean proven = again.proven() && !free.containsValue(false);
    String words = String.join(", ", seen);
    return new Evidence(
        proven, again.proof().isEmpty() ? words : again.proof() + "; " + words, again.details());
  }

  /** Whether the kernel says that there is no limit, and nothing is refused for a moment. */
  private boolean free(String name, boolean cpu) throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(LIMIT);
    while (!deadline.passed()) {
      Optional<Cgroup> group = group(name);
      if (group.isEmpty()) {
        // It is down for another fault, and will come back without a limit.
        return true;
      }
      Counter counter = cpu ? Cgroup::throttled : Cgroup::refusals;
      try {
        boolean limited = cpu ? group.get().cpuLimited() : group.get().memoryLimited();
        long before = counter.of(group.get());
        var _ = Deadline.in(CALM).poll(() -> false);
        if (!limited && counter.of(group.get()) == before) {
          return true;
        }
      } catch (IOException _) {
        // It ended meanwhile, and its group with it.
      }
    }
    return false;
  }

  private static long figure(FaultAction action, String name) {
    if (action.parameters().get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("%s without %s: %s".formatted(action.kind(), name, action));
  }
}
