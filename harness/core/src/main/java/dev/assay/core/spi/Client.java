package dev.assay.core.spi;

import java.util.function.Consumer;

/**
 * The client of one process. It has at most one operation open. After an {@link Outcome.Info} or a
 * missed deadline the runner closes it and opens another one for the renamed process.
 */
public interface Client extends AutoCloseable {
  /** Starts an operation. Whatever goes wrong comes back as an outcome. */
  void invoke(Operation operation, Consumer<Outcome> completion);

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
