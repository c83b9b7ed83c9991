package dev.assay.core.spi;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session with one node of a coordination service: the operations that workloads are written
 * against. Nothing is retried behind the caller's back.
 */
public interface Coordination extends AutoCloseable {
  /**
   * Asks for something. Requests of one session may be open at the same time; the service carries
   * them out in the order in which they were submitted, and answers in that order.
   */
  void submit(Request request, Consumer<Reply> completion);

  /**
   * Where to tell of what nobody asked for: watches that fire, and what becomes of the session. In
   * one order with the completions of requests, as the client saw them. Set once, before the first
   * request.
   */
  default void listen(Consumer<Notice> listener) {}

  /**
   * Whether the system promises that a watch fires before any answer of the session that shows the
   * change, or a later one. Else it may fire at any time after the change; but events come in the
   * order of the changes, and none is left out.
   */
  default boolean tellsBeforeAnswers() {
    return true;
  }

  /**
   * The session's id in text, or empty when there is none yet. A session that is over keeps its
   * name here until another one is served.
   */
  String session();

  @Override
  void close();

  /** Opens sessions. */
  interface Factory {
    /** A session pinned to a node. Does not block: it connects in the background. */
    Coordination open(String node);
  }

  /** How a node is created. */
  enum Mode {
    PERSISTENT,
    EPHEMERAL,
    PERSISTENT_SEQUENTIAL,
    EPHEMERAL_SEQUENTIAL
  }

  /** What can be asked. A version of -1 means any. */
  sealed interface Request {
    /** What a multi may hold. */
    sealed interface Single extends Request {}

    record Create(String path, byte[] data, Mode mode) implements Single {}

    record Delete(String path, int version) implements Single {}

    record SetData(String path, byte[] data, int version) implements Single {}

    record Check(String path, int version) implements Single {}

    record Multi(List<Single> requests) implements Request {
      public Multi {
        requests = List.copyOf(requests);
      }
    }

    /**
     * A plain read, as weak as the system's reads are by default. {@code watch}: tell of the next
     * change of the data, once.
     */
    record GetData(String path, boolean watch) implements Request {
      public GetData(String path) {
        this(path, false);
      }
    }

    /** {@code watch}: tell when the node comes to be, goes, or changes its data, once. */
    record Exists(String path, boolean watch) implements Request {
      public Exists(String path) {
        this(path, false);
      }
    }

    /** {@code watch}: tell when a child comes or goes, once. */
    record GetChildren(String path, boolean watch) implements Request {
      public GetChildren(String path) {
        this(path, false);
      }
    }

    /** After it, a plain read of this session sees all that was done before. */
    record Sync(String path) implements Request {}

    /** Gives the connection up, and takes the same session up again at another node. */
    record Move(String node) implements Request {}

    /**
     * Ends the session; what is submitted later is part of a new one.
     *
     * @param clean whether the server is asked to end it; else it is left to expire, as a crash of
     *     the client would
     */
    record End(boolean clean) implements Request {}
  }

  /** What came of it. */
  sealed interface Reply {
    /**
     * Done.
     *
     * @param path the node's path, where the server chose or repeated it
     * @param stat the node's, where the request is about one node that is there now
     * @param zxid the order that the server reported for it, in decimal
     */
    record Done(@Nullable String path, @Nullable Stat stat, @Nullable String zxid)
        implements Reply {
      /** The node's version; -1 when there is no stat. */
      public int version() {
        return stat == null ? -1 : stat.version();
      }
    }

    record Data(byte[] data, Stat stat) implements Reply {
      public int version() {
        return stat.version();
      }

      /** The order that the server reported for the data's last change, in decimal. */
      public String zxid() {
        return Long.toString(stat.mzxid());
      }
    }

    /** {@code stat}: the parent's. */
    record Names(List<String> names, Stat stat) implements Reply {
      public Names {
        names = List.copyOf(names);
      }
    }

    /** The server answered no: a definite answer about the state, nothing was changed. */
    record Refused(Refusal refusal) implements Reply {}

    /** It was never sent, or the server says that it will not be done. */
    record NotDone(String reason) implements Reply {}

    /** Connection lost, timed out, session gone: nobody knows. */
    record Unknown(String reason) implements Reply {}
  }

  /**
   * What a server says of a node, as in ZooKeeper: the same on every server that has applied the
   * same changes.
   *
   * @param czxid the position of its creation
   * @param mzxid the position of the last change of its data
   * @param pzxid the position of the last coming or going of a child
   * @param ctimeMillis wall clock of its creation
   * @param mtimeMillis wall clock of the last change of its data
   * @param version how often its data were changed
   * @param childVersion how often a child came or went
   * @param owner the session that it ends with, as {@link #session} says it; empty for none
   * @param children how many it has
   */
  record Stat(
      long czxid,
      long mzxid,
      long pzxid,
      long ctimeMillis,
      long mtimeMillis,
      int version,
      int childVersion,
      String owner,
      int children) {}

  /** What nobody asked for. */
  sealed interface Notice {
    /** A watch fired, which is used up with that. */
    record Fired(Change change, String path) implements Notice {}

    /** The session is served, for the first time or again. */
    record Connected(String session, long timeoutMillis, String node) implements Notice {}

    /** Not served at the moment; the session may live on. */
    record Disconnected(String session) implements Notice {}

    /** The server says that the session has ended, and not by {@link Request.End}. */
    record Expired(String session) implements Notice {}
  }

  /** What a watch tells. */
  enum Change {
    CREATED,
    DELETED,
    DATA_CHANGED,
    CHILDREN_CHANGED
  }

  /** Why a server says no. */
  enum Refusal {
    NO_NODE,
    NODE_EXISTS,
    BAD_VERSION,
    NOT_EMPTY,
    OTHER
  }
}
