package dev.assay.core.spi;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where the nodes live, and who can break them. It knows no schedule: it is told what to do to whom
 * and says what a probe saw of it.
 */
public interface Cluster extends AutoCloseable {
  /** The nodes' names, in order. */
  List<String> nodes();

  /** Starts all nodes. The answer is empty when they run, or says what is wrong. */
  void start(Consumer<String> done);

  /** Asks a node, past every link fault. Answers within a deadline of its own. */
  void status(String node, Consumer<NodeStatus> done);

  /** The kinds of {@link FaultAction} that work here. */
  Set<String> supportedActions();

  /** Puts a fault into effect, and probes that it is. */
  void inject(FaultAction action, Consumer<Evidence> done);

  /** Takes a fault away again (restarts what was killed), and probes that it is gone. */
  void heal(FaultAction action, Consumer<Evidence> done);

  /** The moments of the protocol that can be waited for; none where nobody can look inside. */
  default List<String> moments() {
    return List.of();
  }

  /**
   * Waits until some node passes a moment of the protocol. Answers once: with the node's name right
   * when that happens, or with the empty text when it has not happened within so long.
   */
  default void awaitMoment(String moment, long nanos, Consumer<String> done) {
    done.accept("");
  }

  /** Where to tell of what nobody asked for. Set once, before {@link #start}. */
  void listen(Consumer<NodeEvent> listener);

  /**
   * Whether the nodes are the harness's own. Those of a cluster that runs already are not: nobody
   * sees their processes, and only what their clients see tells whether they serve.
   */
  default boolean ours() {
    return true;
  }

  /** Whether faults reach the links between nodes; else those of clients alone. */
  default boolean reachesPeers() {
    return true;
  }

  /** Stops all nodes; bounded in time, does not throw. */
  @Override
  void close();

  /**
   * What a node says of itself.
   *
   * @param reachable whether it answered at all
   * @param mode {@code leader}, {@code follower}, {@code standalone}, {@code looking}, {@code
   *     serving} of a node that says no more than that, or empty
   * @param epoch the epoch that it follows, -1 when unknown
   * @param detail what it said, or why it could not be asked
   */
  record NodeStatus(boolean reachable, String mode, long epoch, String detail) {
    /** Whether it serves clients. */
    public boolean serves() {
      return leads() || mode.equals("follower") || servesUnled();
    }

    /** Whether it serves clients, and does not say who leads. */
    public boolean servesUnled() {
      return mode.equals("serving");
    }

    public boolean leads() {
      return mode.equals("leader") || mode.equals("standalone");
    }
  }

  /**
   * Something that happened to a node.
   *
   * @param kind {@code started}, {@code died}, ...
   * @param provoked whether the cluster was asked to make it happen
   * @param detail the exit code, ...
   */
  record NodeEvent(String node, String kind, boolean provoked, String detail) {}
}
