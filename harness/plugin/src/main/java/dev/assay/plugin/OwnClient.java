package dev.assay.plugin;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A client of registers. It has one call open at a time. A {@link NotDoneException} says that the
 * call surely had no effect and never will. Any other exception says that nobody knows; then this
 * client is closed, and another one is opened. When in doubt it is the other exception: a write
 * that was called not done and is seen later counts as a fault of the server.
 */
public interface OwnClient extends AutoCloseable {
  /** The register's value; null when it was never written. */
  @Nullable Long read(String key) throws Exception;

  void write(String key, long value) throws Exception;

  /**
   * Writes the value if the register holds the expected one.
   *
   * @return whether it was written; no says that the register held another value, or none
   */
  boolean cas(String key, long expected, long value) throws Exception;

  /** Called once, while a call may still be open. Must not block. */
  @Override
  default void close() throws IOException {}
}
