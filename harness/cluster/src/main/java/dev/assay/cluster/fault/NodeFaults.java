package dev.assay.cluster.fault;

import dev.assay.checker.history.Events;
import dev.assay.cluster.Deadline;
import dev.assay.cluster.MonotonicClock;
import dev.assay.cluster.linux.ProcessTable;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill} and {@code stop} (SIGTERM), healed by a restart, and {@code pause}, as the {@link
 * Grip} has it. Faults may overlap: a node comes back when the last of those that hold it has been
 * healed.
 */
public final class NodeFaults implements Faults {
  public static final String KILL = "kill";
  public static final String STOP = "stop";
  public static final String PAUSE = "pause";

  /** How long nodes are waited for that are down for another fault, or cannot be started. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_STARTS = Duration.ofMillis(200);
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);

  /** What a shell calls the exit status of a process that SIGKILL (9) ended. */
  private static final int KILLED_STATUS = 128 + 9;

  private static final Logger LOG = LoggerFactory.getLogger(NodeFaults.class);
  private final Map<String, FaultyNode> nodes;
  private final NodeHealth health;
  private final Grip grip;
  private final Duration patience;
  private final Holds killed;
  private final Holds forbidden;
  private final Holds paused;

  public NodeFaults(Map<String, ? extends FaultyNode> nodes, NodeHealth health, Grip grip) {
    this(nodes, health, grip, PATIENCE);
  }

  /** As usual, but for how long it waits for what does not come. */
  NodeFaults(
      Map<String, ? extends FaultyNode> nodes, NodeHealth health, Grip grip, Duration patience) {
    this.patience = patience;
    this.nodes = new LinkedHashMap<>(nodes);
    this.health = health;
    this.grip = grip;
    this.killed = new Holds(nodes.keySet());
    this.forbidden = new Holds(nodes.keySet());
    this.paused = new Holds(nodes.keySet());
  }

  @Override
  public Set<String> kinds() {
    return Set.of(KILL, STOP, PAUSE);
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    return action.kind().equals(PAUSE) ? pause(action) : killRunning(action, () -> {});
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    return action.kind().equals(PAUSE) ? resume(action) : restart(action);
  }

  /**
   * Kills the nodes of an action of any kind; they stay down until {@link #restart} of the same
   * action, unless they are {@linkplain #tryStart tried} before.
   */
  public Evidence kill(FaultAction action) throws IOException, InterruptedException {
    return kill(action, () -> {});
  }

  /**
   * As {@link #kill(FaultAction)}; nothing is proven unless at least one process was killed. If all
   * are down, one is waited for.
   *
   * @param signalled called when the signal is sent, and before anything is waited for
   */
  public Evidence killRunning(FaultAction action, Runnable signalled)
      throws IOException, InterruptedException {
    var _ =
        Deadline.in(patience)
            .poll(() -> named(action).stream().anyMatch(node -> node.running().isPresent()));
    Evidence killed = kill(action, signalled);
    boolean deed = !killed.details().isEmpty();
    return deed ? killed : new Evidence(false, killed.proof(), Map.of());
  }

  /**
   * Waits until all nodes of an action run, no longer than a fault may wait.
   *
   * @return those that do not
   */
  public List<String> awaitRunning(FaultAction action) throws IOException, InterruptedException {
    var _ = Deadline.in(patience).poll(() -> down(action).isEmpty());
    return down(action);
  }

  private List<String> down(FaultAction action) {
    return named(action).stream()
        .filter(node -> node.running().isEmpty())
        .map(FaultyNode::name)
        .toList();
  }

  private Evidence kill(FaultAction action, Runnable signalled)
      throws IOException, InterruptedException {
    boolean stops = action.kind().equals(STOP);
    Map<FaultyNode, FaultyNode.Life> victims;
    Map<FaultyNode, Boolean> down;
    synchronized (this) {
      victims = running(action);
      down = joined(action, victims.keySet());
      victims.values().forEach(life -> life.provoked().set(true));
      if (stops) {
        grip.stop(victims.values());
      } else {
        grip.kill(victims.values());
      }
      signalled.run();
      victims.keySet().forEach(node -> killed.of(node.name()).add(action.id()));
    }
    List<String> seen = new ArrayList<>();
    Map<String, Object> details = new TreeMap<>();
    Deadline deadline = Deadline.in(stops ? patience : SIGNAL_LIMIT);
    boolean proven = !action.nodes().isEmpty();
    for (Map.Entry<FaultyNode, FaultyNode.Life> victim : victims.entrySet()) {
      FaultyNode.Life life = victim.getValue();
      boolean gone =
          deadline.poll(() -> !life.running() && ProcessTable.group(life.pid()).isEmpty());
      int status = life.exit().orElse(-1);
      proven &= gone && (status == KILLED_STATUS) != stops;
      String what = victim.getKey().name() + " (pid " + life.pid() + ")";
      seen.add(gone ? what + " ended with exit status " + status : what + " still runs");
      details.put(victim.getKey().name(), (long) status);
    }
    for (Map.Entry<FaultyNode, Boolean> node : down.entrySet()) {
      proven &= node.getValue();
      seen.add(
          node.getKey().name() + " was down already" + (node.getValue() ? "" : ", unprovoked"));
    }
    return new Evidence(proven, String.join(", ", seen), details);
  }

  /** Until {@link #allow} a node is not started, but by the healing of this very fault. */
  public synchronized void forbid(String node, int fault) {
    forbidden.of(node).add(fault);
  }

  public synchronized void allow(String node, int fault) {
    forbidden.of(node).remove(fault);
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

  /** What came of a try to start a node. */
  public enum Tried {
    /** It answers. */
    ANSWERS,
    /** It was started, and does not answer, or has ended. */
    DOES_NOT_ANSWER,
    /** Another fault holds it down, so it was not started. */
    HELD
  }

  /** Starts a node that a fault holds down, and waits until it answers or has ended. */
  public Tried tryStart(String name, int fault) throws IOException, InterruptedException {
    FaultyNode node = node(name);
    FaultyNode.Life life;
    synchronized (this) {
      if (node.running().isPresent()) {
        return Tried.ANSWERS;
      }
      if (!holders(name, fault).isEmpty()) {
        return Tried.HELD;
      }
      life = begin(node);
    }
    boolean answers = health.started(node, life, this::majorityRuns) == NodeHealth.Started.ANSWERS;
    return answers ? Tried.ANSWERS : Tried.DOES_NOT_ANSWER;
  }

  /** The other faults that hold a node down. */
  public synchronized Set<Integer> holders(String name, int fault) {
    Set<Integer> others = new TreeSet<>(killed.of(name));
    others.addAll(forbidden.of(name));
    others.remove(fault);
    return others;
  }

  /** The machine may be short of something for a moment, and that is no fault of the node's. */
  private FaultyNode.Life begin(FaultyNode node) throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(patience);
    while (true) {
      try {
        return node.start();
      } catch (IOException e) {
        if (node.running().isPresent() || deadline.passed()) {
          throw e;
        }
        LOG.warn("{} is started again: {}", node.name(), e.getMessage());
      }
      var _ = Deadline.in(BETWEEN_STARTS).poll(() -> false);
    }
  }

  /** Starts those of an action's nodes that nothing else holds down. */
  public Evidence restart(FaultAction action) throws IOException, InterruptedException {
    List<String> seen = new ArrayList<>();
    Map<String, Object> details = new TreeMap<>();
    long began = MonotonicClock.nanos();
    Map<FaultyNode, FaultyNode.Life> started = begin(action, seen, details);
    boolean proven = details.isEmpty();
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

  private synchronized Map<FaultyNode, FaultyNode.Life> begin(
      FaultAction action, List<String> seen, Map<String, Object> details)
      throws InterruptedException {
    Map<FaultyNode, FaultyNode.Life> started = new LinkedHashMap<>();
    for (FaultyNode node : named(action)) {
      Set<Integer> others = holders(node.name(), action.id());
      if (!killed.of(node.name()).remove(action.id())) {
        seen.add(node.name() + " was not killed by this fault");
      } else if (!others.isEmpty()) {
        seen.add(node.name() + " stays down for fault " + others);
      } else if (node.running().isEmpty()) {
        paused.of(node.name()).clear();
        try {
          started.put(node, begin(node));
        } catch (IOException e) {
          seen.add(node.name() + " cannot be started: " + e.getMessage());
          details.put(Events.HARNESS_FAILED, true);
        }
      }
    }
    return started;
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
    var _ = awaitRunning(action);
    Map<FaultyNode, FaultyNode.Life> victims;
    synchronized (this) {
      victims = running(action);
      victims.keySet().forEach(node -> paused.of(node.name()).add(action.id()));
      grip.hold(victims.values());
    }
    return states(action, victims, true);
  }

  private Evidence resume(FaultAction action) throws IOException, InterruptedException {
    Map<FaultyNode, FaultyNode.Life> resumed;
    synchronized (this) {
      resumed = running(action);
      action.nodes().forEach(name -> paused.of(name).remove(action.id()));
      resumed.keySet().removeIf(node -> !paused.of(node.name()).isEmpty());
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

  /**
   * Adds an action to the faults that hold down those of its nodes that are down.
   *
   * @return these nodes, and whether a fault holds them down or they ended for one
   */
  private Map<FaultyNode, Boolean> joined(FaultAction action, Set<FaultyNode> running) {
    Map<FaultyNode, Boolean> joined = new LinkedHashMap<>();
    for (FaultyNode node : named(action)) {
      if (!running.contains(node)) {
        Set<Integer> holders = killed.of(node.name());
        boolean byFault = !holders.isEmpty() || !node.excuses().isEmpty();
        if (byFault) {
          holders.add(action.id());
        }
        joined.put(node, byFault);
      }
    }
    return joined;
  }

  private FaultyNode node(String name) {
    FaultyNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no such node: " + name);
    }
    return node;
  }
}
