package dev.assay.engine;

import java.nio.file.Path;

/** The program that asks for runs. Told of a run by the thread that runs it and by a timer. */
public interface Host {
  /** One line for a person to read: where the run's files are, how it goes. Must not throw. */
  void tell(String line);

  /** From now on the harness's log belongs to the run whose file this is. */
  default void logTo(Path file) {}

  /** Whether the cluster stays up after a run, until the program is interrupted. */
  default boolean keep() {
    return false;
  }
}
