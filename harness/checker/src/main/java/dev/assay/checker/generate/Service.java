package dev.assay.checker.generate;

import dev.assay.checker.history.Hint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the clients of a workload work on, under whatever keys, as one client alone would find
 * it. Its clients have {@link Sessions}, which it is made with: it may look up the session of a
 * process, end it with {@link Sessions#leave}, and tell others of what happened.
 */
interface Service extends Store {
  /**
   * What a service is made for.
   *
   * @param keys how many objects are worked on at a time
   * @param clients how many there are at a time
   */
  record How(int keys, int clients, Sessions sessions) {}

  /** The operations, as the first line of a run names them. */
  List<String> kinds();

  /** As a server counts what it does. */
  @Override
  default Hint hint(long effects) {
    return new Hint("zxid", "system", Long.toString(effects));
  }

  /** What is done before all else, so that each kind of operation and each promise is exercised. */
  void begin(Script script);

  /** What is asked at the end, of every node. */
  default void finish(Script script) {}

  /** The session of a process has ended: what belonged to it is gone. */
  default void ended(int process) {}

  /** A process was lost: its session will end, some time. */
  default void lost(int process) {
    ended(process);
  }

  /**
   * What the last line says of an operation of unknown outcome.
   *
   * @param done how it would have ended; null if it did not take effect
   */
  default @Nullable Object unknown(Request request, @Nullable Answer done) {
    return request.value();
  }
}
