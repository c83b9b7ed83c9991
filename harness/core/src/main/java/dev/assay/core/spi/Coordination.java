package dev.assay.core.spi;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session with one node of a coordination service: the operations that workloads are written
 * against. Nothing is retried behind the caller's back.
 */
public interface Coordination extends AutoCloseable {
  void submit(Request request, Consumer<Reply> completion);

  /** The session's id in text, or empty when there is none (yet). */
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

    /** A plain read, as weak as the system's reads are by default. */
    record GetData(String path) implements Request {}

    record Exists(String path) implements Request {}

    record GetChildren(String path) implements Request {}

    /** After it, a plain read of this session sees all that was done before. */
    record Sync(String path) implements Request {}
  }

  /** What came of it. */
  sealed interface Reply {
    /** Done; {@code zxid}: the order that the server reported for it, in decimal, or null. */
    record Done(@Nullable String path, int version, @Nullable String zxid) implements Reply {}

    record Data(byte[] data, int version, @Nullable String zxid) implements Reply {}

    record Names(List<String> names) implements Reply {
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

  /** Why a server says no. */
  enum Refusal {
    NO_NODE,
    NODE_EXISTS,
    BAD_VERSION,
    NOT_EMPTY,
    OTHER
  }
}
