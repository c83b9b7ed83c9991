package dev.assay.cluster.fault;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.MonotonicClock;
import dev.assay.cluster.linux.ProcessTable;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code kill} (healed by a restart) and {@code pause}, as the {@link Grip} has it. Faults may
 * overlap: a node comes back when the last of those that hold it has been healed.
 */
public final class NodeFaults implements Faults {
  public static final String KILL = "kill";
  public static final String PAUSE = "pause";
  private static final Duration PAUSE_PATIENCE = Duration.ofSeconds(10);
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);

  /** What a shell calls the exit status of a process that SIGKILL (9) ended. */
  private static final int KILLED_STATUS = 128 + 9;

  private final Map<String, FaultyNode> nodes;
  private final NodeHealth health;
  private final Grip grip;
  private final Map<String, Set<Integer>> killedBy = new LinkedHashMap<>();
  private final Map<String, Set<Integer>> forbiddenBy = new LinkedHashMap<>();
  private final Map<String, Set<Integer>> pausedBy = new LinkedHashMap<>();

  public NodeFaults(Map<String, ? extends FaultyNode> nodes, NodeHealth health, Grip grip) {
    this.nodes = new LinkedHashMap<>(nodes);
    this.health = health;
    this.grip = grip;
    nodes.keySet().forEach(name -> killedBy.put(name, new HashSet<>()));
    nodes.keySet().forEach(name -> forbiddenBy.put(name, new HashSet<>()));
    nodes.keySet().forEach(name -> pausedBy.put(name, new HashSet<>()));
  }

  @Override
  public Set<String> kinds() {
    return Set.of(KILL, PAUSE);
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    return action.kind().equals(KILL) ? kill(action) : pause(action);
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    return action.kind().equals(KILL) ? restart(action) : resume(action);
  }

  /**
   * Kills the nodes of an action of any kind; they stay down until {@link #restart} of the same
   * action, unless they are {@linkplain #tryStart tried} before.
   */
  public Evidence kill(FaultAction action) throws IOException, InterruptedException {
    return kill(action, () -> {});
  }

  /**
   * As {@link #kill(FaultAction)}.
   *
   * @param signalled called when the signal is sent, and before anything is waited for
   */
  public Evidence kill(FaultAction action, Runnable signalled)
      throws IOException, InterruptedException {
    Map<FaultyNode, FaultyNode.Life> victims;
    synchronized (this) {
      victims = running(action);
      victims.values().forEach(life -> life.provoked().set(true));
      grip.kill(victims.values());
      signalled.run();
      victims.keySet().forEach(node -> killedBy(node.name()).add(action.id()));
    }
    List<String> seen = new ArrayList<>();
    Map<String, Object> details = new TreeMap<>();
    Deadline deadline = Deadline.in(SIGNAL_LIMIT);
    boolean proven = !action.nodes().isEmpty();
    for (Map.Entry<FaultyNode, FaultyNode.Life> victim : victims.entrySet()) {
      FaultyNode.Life life = victim.getValue();
      boolean gone =
          deadline.poll(() -> !life.running() && ProcessTable.group(life.pid()).isEmpty());
      int status = life.exit().orElse(-1);
      proven &= gone && status == KILLED_STATUS;
      String what = victim.getKey().name() + " (pid " + life.pid() + ")";
      seen.add(gone ? what + " ended with exit status " + status : what + " still runs");
      details.put(victim.getKey().name(), (long) status);
    }
    for (FaultyNode node : named(action)) {
      if (!victims.containsKey(node)) {
        boolean byFault = join(node, action.id());
        proven &= byFault;
        seen.add(node.name() + " was down already" + (byFault ? "" : ", unprovoked"));
      }
    }
    return new Evidence(proven, String.join(", ", seen), details);
  }

  /** Until {@link #allow} a node is not started, but by the healing of this very fault. */
  public synchronized void forbid(String node, int fault) {
    forbiddenBy(node).add(fault);
  }

  public synchronized void allow(String node, int fault) {
    forbiddenBy(node).remove(fault);
  }

  /** Gives each of these nodes a new process, whether it has one or ended for this very fault. */
  public Evidence replace(FaultAction action) throws IOException, InterruptedException {
    if (action.nodes().isEmpty()) {
      return new Evidence(true, "", Map.of());
    }
    Evidence killed = kill(action);
    Evidence started = restart(action);
    return new Evidence(
        killed.proven() && started.proven(),
        killed.proof() + "; " + started.proof(),
        started.details());
  }

  /**
   * Starts a node that is held down, and waits until it answers or has ended.
   *
   * @return whether it answers
   */
  public boolean tryStart(String name) throws IOException, InterruptedException {
    FaultyNode node = node(name);
    FaultyNode.Life life;
    synchronized (this) {
      if (node.running().isPresent()) {
        return true;
      }
      life = node.start();
    }
    return health.started(node, life, this::majorityRuns) == NodeHealth.Started.ANSWERS;
  }

  /** Starts those of an action's nodes that nothing else holds down. */
  public Evidence restart(FaultAction action) throws IOException, InterruptedException {
    Map<FaultyNode, FaultyNode.Life> started = new LinkedHashMap<>();
    List<String> seen = new ArrayList<>();
    long began = MonotonicClock.nanos();
    synchronized (this) {
      for (FaultyNode node : named(action)) {
        if (!killedBy(node.name()).remove(action.id())) {
          seen.add(node.name() + " was not killed by this fault");
        } else if (!killedBy(node.name()).isEmpty()) {
          seen.add(node.name() + " stays down for fault " + killedBy(node.name()));
        } else if (forbiddenBy(node.name()).stream().anyMatch(fault -> fault != action.id())) {
          seen.add(node.name() + " stays down for fault " + forbiddenBy(node.name()));
        } else if (node.running().isEmpty()) {
          pausedBy(node.name()).clear();
          started.put(node, node.start());
        }
      }
    }
    Map<String, Object> details = new TreeMap<>();
    boolean proven = true;
    for (Map.Entry<FaultyNode, FaultyNode.Life> start : started.entrySet()) {
      FaultyNode node = start.getKey();
      FaultyNode.Life life = start.getValue();
      NodeHealth.Started came = health.started(node, life, this::majorityRuns);
      long millis = (MonotonicClock.nanos() - began) / 1_000_000;
      String what = node.name() + " was started again as pid " + life.pid();
      proven &= came != NodeHealth.Started.NOT || endedAgain(node, life);
      seen.add(
          what
              + switch (came) {
                case ANSWERS -> " and answered after " + millis + " ms";
                case ALONE -> " and cannot answer before a majority runs";
                case NOT -> fate(node, life);
              });
      details.put(node.name(), came == NodeHealth.Started.ANSWERS ? millis : -1L);
    }
    return new Evidence(proven, String.join(", ", seen), details);
  }

  private boolean majorityRuns() {
    long running = nodes.values().stream().filter(node -> node.running().isPresent()).count();
    return 2 * running > nodes.size();
  }

  /** Whether another fault has ended it meanwhile: it was killed, or starved. */
  private static boolean endedAgain(FaultyNode node, FaultyNode.Life life) {
    return life.provoked().get() || (!life.running() && !node.excuses().isEmpty());
  }

  private static String fate(FaultyNode node, FaultyNode.Life life) {
    if (life.provoked().get()) {
      return " and killed again";
    }
    return endedAgain(node, life)
        ? " and ended under fault " + node.excuses()
        : " and does not answer";
  }

  /** A node that is down for another fault is waited for. */
  private Evidence pause(FaultAction action) throws IOException, InterruptedException {
    var _ =
        Deadline.in(PAUSE_PATIENCE)
            .poll(() -> named(action).stream().allMatch(node -> node.running().isPresent()));
    Map<FaultyNode, FaultyNode.Life> victims;
    synchronized (this) {
      victims = running(action);
      victims.keySet().forEach(node -> pausedBy(node.name()).add(action.id()));
      grip.hold(victims.values());
    }
    return states(action, victims, true);
  }

  private Evidence resume(FaultAction action) throws IOException, InterruptedException {
    Map<FaultyNode, FaultyNode.Life> resumed;
    synchronized (this) {
      resumed = running(action);
      action.nodes().forEach(name -> pausedBy(name).remove(action.id()));
      resumed.keySet().removeIf(node -> !pausedBy(node.name()).isEmpty());
      grip.release(resumed.values());
    }
    return states(action, resumed, false);
  }

  /** What the kernel says of every thread of every process of these nodes. */
  private Evidence states(
      FaultAction action, Map<FaultyNode, FaultyNode.Life> lives, boolean stopped)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(SIGNAL_LIMIT);
    List<String> seen = new ArrayList<>();
    Map<String, Object> details = new TreeMap<>();
    boolean proven = !action.nodes().isEmpty();
    for (Map.Entry<FaultyNode, FaultyNode.Life> entry : lives.entrySet()) {
      FaultyNode.Life life = entry.getValue();
      boolean so =
          deadline.poll(() -> {
            Grip.Held now = grip.look(life);
            return now.held() == (stopped ? now.threads() : 0);
          });
      Grip.Held held = grip.look(life);
      proven &= so && (held.threads() > 0 || !stopped);
      String name = entry.getKey().name();
      seen.add(
          "%s (pid %d): %d of %d threads %s"
              .formatted(name, life.pid(), held.held(), held.threads(), held.how()));
      details.put(name, held.held());
    }
    for (FaultyNode node : named(action)) {
      if (!lives.containsKey(node)) {
        boolean down = node.running().isEmpty();
        proven &= !stopped;
        seen.add(node.name() + (down ? " is down" : " stays stopped for another fault"));
      }
    }
    return new Evidence(proven, String.join(", ", seen), details);
  }

  private List<FaultyNode> named(FaultAction action) {
    return action.nodes().stream().map(this::node).toList();
  }

  private Map<FaultyNode, FaultyNode.Life> running(FaultAction action) {
    Map<FaultyNode, FaultyNode.Life> running = new LinkedHashMap<>();
    for (FaultyNode node : named(action)) {
      node.running().ifPresent(life -> running.put(node, life));
    }
    return running;
  }

  /** Adds a fault to those that hold a node down, if there are any, or it ended for one. */
  private synchronized boolean join(FaultyNode node, int fault) {
    Set<Integer> holders = killedBy(node.name());
    boolean down = !holders.isEmpty() || !node.excuses().isEmpty();
    if (down) {
      holders.add(fault);
    }
    return down;
  }

  private Set<Integer> killedBy(String name) {
    return holders(killedBy, name);
  }

  private Set<Integer> forbiddenBy(String name) {
    return holders(forbiddenBy, name);
  }

  private Set<Integer> pausedBy(String name) {
    return holders(pausedBy, name);
  }

  private static Set<Integer> holders(Map<String, Set<Integer>> faults, String name) {
    Set<Integer> holders = faults.get(name);
    if (holders == null) {
      throw new IllegalArgumentException("no such node: " + name);
    }
    return holders;
  }

  private FaultyNode node(String name) {
    FaultyNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no such node: " + name);
    }
    return node;
  }
}
