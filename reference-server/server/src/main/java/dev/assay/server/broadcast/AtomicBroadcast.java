package dev.assay.server.broadcast;

import dev.assay.server.env.Event;
import java.util.Iterator;

/**
 * Delivers entries in one order on every node. Serial: called from the node's loop, and calls its
 * {@link Application} from there.
 *
 * <p>A node is active between {@link Application#active} and {@link Application#inactive}. What was
 * submitted and is still open when it becomes inactive may be delivered later, or never.
 */
public interface AtomicBroadcast {
  /** Recovers from disk, restores the application, and joins the ensemble. Called once. */
  void start();

  /** Hands in whatever is not of the clients: links, datagrams, timers, the disk. */
  void on(Event event);

  /**
   * Submits a request from this node; the leader seals it and fixes its order. Ignored when not
   * active. Requests of one node that are delivered while it stays active keep their order.
   */
  void submit(byte[] request);

  /**
   * A quorum round: {@link Application#barrierReached} follows once every entry that was committed
   * anywhere before this call has been delivered here, or never, when the node becomes inactive.
   */
  void barrier(long token);

  /** Sends to the leader's {@link Application#fromNode}, unreplicated, at best once. */
  void toLeader(byte[] message);

  /** What the four-letter word {@code srvr} shows. */
  Status status();

  /** What sits on the broadcast. */
  interface Application {
    /** The newest level of the language of requests that it understands; 1 is the first. */
    int level();

    /**
     * On the leader, before the order is fixed: completes a request with the leader's time.
     *
     * @param level the newest level that all nodes of the ensemble understand
     */
    byte[] seal(byte[] request, int level);

    /**
     * A committed entry, in order, once in this incarnation.
     *
     * @param position grows from entry to entry and is otherwise opaque
     */
    void deliver(long position, byte[] entry);

    /**
     * The state at the last delivered position, in bounded chunks. The iterator shows that exact
     * state although entries are delivered while it is read.
     */
    Iterator<byte[]> snapshot();

    /** Replaces the state; throws {@link IllegalArgumentException} when the bytes make no sense. */
    void restore(long position, Iterator<byte[]> chunks);

    /** This node serves, in this epoch, as leader or not. */
    void active(boolean leader, long epoch);

    /** This node does not serve any more. */
    void inactive();

    void barrierReached(long token);

    /** On the leader: a message of {@link #toLeader}, this node's own ones too. */
    void fromNode(int node, byte[] message);
  }

  /**
   * Where a node stands.
   *
   * @param mode {@code leader}, {@code follower}, {@code standalone} or {@code looking}
   * @param epoch the epoch that is, or was last, followed
   * @param position the last delivered one
   */
  record Status(String mode, long epoch, long position) {}
}
