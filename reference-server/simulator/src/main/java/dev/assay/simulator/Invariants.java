package dev.assay.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What must hold inside, whatever clients see: one leader an epoch, one content for each position
 * on every node and across restarts, nothing applied that is taken back.
 */
public final class Invariants implements ServerProgram.Deliveries, Ensemble.Observer {
  private static final int MOST_KEPT = 20;
  private final TreeMap<Long, Long> contents = new TreeMap<>();
  private final TreeMap<Long, String> leaders = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private BiConsumer<String, String> halts = (node, reason) -> {};

  /** Tells a cluster of the nodes that end themselves. */
  public void tellTo(SimCluster cluster) {
    halts = cluster::halted;
  }

  /** What was found broken, one sentence each. */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  private void require(boolean holds, String what) {
    if (!holds && broken.size() < MOST_KEPT) {
      broken.add(what);
    }
  }

  @Override
  public void delivered(int node, long position, byte[] entry) {
    long hash = World.hashOf(entry);
    Long before = contents.putIfAbsent(position, hash);
    require(
        before == null || before == hash,
        "node n%d applies at 0x%x something else than another node did".formatted(node, position));
  }

  @Override
  public void traced(String node, String moment, long value) {
    if (moment.equals("leader-established")) {
      String before = leaders.putIfAbsent(value, node);
      require(before == null, "epoch %d is led by %s and by %s".formatted(value, before, node));
    }
    require(!moment.equals("rolled-back"), "%s takes back what it had applied".formatted(node));
  }

  @Override
  public void halted(String node, String reason) {
    require(false, node + " has ended itself: " + reason);
    halts.accept(node, reason);
  }
}
