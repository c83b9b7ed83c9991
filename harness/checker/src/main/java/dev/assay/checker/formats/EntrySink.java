package dev.assay.checker.formats;

import dev.assay.checker.history.Entry;
import java.io.Closeable;
import java.io.IOException;

/** Writes a history in some format. Used by one thread. */
public interface EntrySink extends Closeable {
  /**
   * Takes the next entry; entries come in order, with dense indexes from 0.
   *
   * @throws IllegalArgumentException if a value is of a type that a history cannot hold
   */
  void write(Entry entry) throws IOException;

  /** Writes what is left, and closes the stream below. */
  @Override
  void close() throws IOException;
}
