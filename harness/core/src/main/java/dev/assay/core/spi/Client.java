package dev.assay.core.spi;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client of one process. It has at most one operation open. After an {@link Outcome.Info} or a
 * missed deadline the runner closes it and opens another one for the renamed process.
 */
public interface Client extends AutoCloseable {
  /** Starts an operation. Whatever goes wrong comes back as an outcome. */
  void invoke(Operation operation, Consumer<Outcome> completion);

  /** Where to tell of what nobody asked for. Called once, before the first operation. */
  default void listen(Consumer<Notice> listener) {}

  /**
   * Something that becomes an event of the client's process in the history.
   *
   * @param f what: {@code watch}, {@code session}
   * @param key the object that it is about
   */
  record Notice(String f, @Nullable String key, @Nullable Object value) {}

  /** The session's id in text, or empty when there is none (yet). */
  String session();

  /** Ends it; does not block, does not throw. */
  @Override
  void close();

  /** Opens clients. Opening does not change the state that the test is about. */
  interface Factory {
    /** Does not block: a client may connect in the background, or at its first operation. */
    Client open(int process, String node);
  }
}
