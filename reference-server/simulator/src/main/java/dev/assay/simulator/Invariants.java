package dev.assay.simulator;

import dev.assay.server.client.ClientReply;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must hold inside, whatever clients see; looked at after each event:
 *
 * <ul>
 *   <li>an epoch has one leader;
 *   <li>all nodes, in all their incarnations, apply one sequence of entries, equal in content,
 *       without gap or repetition, and nothing that was applied is taken back;
 *   <li>what was applied anywhere is durable on a quorum, by what the bytes on their disks say, and
 *       no client is told of more than that;
 *   <li>in each node's log entries follow one another, the epochs grow, and the current epoch is
 *       not above the accepted one; after a power loss at any moment the node could start;
 *   <li>equal positions mean equal states: at every so many entries, fewer times while the state is
 *       large, after each restoration, at the end, and in all snapshots; and what a node keeps of
 *       sessions and watches fits its state;
 *   <li>no node ends itself, unless its disk let it down.
 * </ul>
 */
public final class Invariants implements Deliveries, Ensemble.Observer {
  private static final int MOST_KEPT = 20;
  private final boolean on;
  private final List<String> broken = new ArrayList<>();
  private final Checksum checksum = new Checksum();
  private final DeliveryOrder order = new DeliveryOrder(this::broken);
  private final Durability durability = new Durability(order, this::broken);
  private final StateSamples samples = new StateSamples(this::broken);
  private final TreeMap<Integer, Program> programs = new TreeMap<>();
  private final TreeMap<Long, String> leaders = new TreeMap<>();

  /** All of them. */
  public Invariants() {
    this(true);
  }

  /**
   * @param on whether to look at anything
   */
  public Invariants(boolean on) {
    this.on = on;
  }

  /** Watches an ensemble whose nodes were not booted yet. */
  public void watch(Ensemble ensemble) {
    ensemble.observe(this);
    for (int node = 1; on && node <= ensemble.size(); node++) {
      durability.watch(ensemble.node(node).simDisk(), Ensemble.name(node), checksum);
    }
  }

  /** The run is over: looks once more at the state of every node that is up. */
  public void end(Ensemble ensemble) {
    programs.forEach((node, program) -> {
      if (ensemble.up(node)) {
        samples.sampled(node, program.status().position(), program);
      }
    });
  }

  /** What was found broken, one sentence each; the first ones. */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  private void broken(String what) {
    if (broken.size() < MOST_KEPT) {
      broken.add(what);
    }
  }

  @Override
  public void begun(int node, Program program) {
    if (on) {
      order.begun(node);
      programs.put(node, program);
    }
  }

  @Override
  public void delivered(int node, long position, byte[] entry) {
    if (on && order.delivered(node, position, checksum.of(entry))) {
      durability.applied(node);
    }
  }

  @Override
  public void applied(int node, long position) {
    @Nullable Program program = programs.get(node);
    if (on && program != null && samples.due(position, order.countThrough(position), program)) {
      samples.sampled(node, position, program);
    }
  }

  @Override
  public void restored(int node, long position, int content) {
    if (on) {
      order.restored(node, position);
      samples.snapshot(node, position, content);
      sample(node, position);
    }
  }

  @Override
  public void captured(int node, long position, int content) {
    if (on) {
      samples.snapshot(node, position, content);
    }
  }

  private void sample(int node, long position) {
    @Nullable Program program = programs.get(node);
    if (program != null) {
      samples.sampled(node, position, program);
    }
  }

  @Override
  public void traced(String node, String moment, long value) {
    if (on && moment.equals("leader-established")) {
      String before = leaders.putIfAbsent(value, node);
      if (before != null) {
        broken("epoch %d is led by %s and by %s".formatted(value, before, node));
      }
    }
  }

  @Override
  public void replied(String node, ClientReply reply) {
    if (on && Told.newest(reply) > order.lastPosition()) {
      broken(
          "%s tells a client of 0x%x, and nothing above 0x%x was applied anywhere"
              .formatted(node, Told.newest(reply), order.lastPosition()));
    }
  }

  @Override
  public void halted(String node, String reason, boolean provoked) {
    if (on && !provoked) {
      broken(node + " has ended itself: " + reason);
    }
  }
}
