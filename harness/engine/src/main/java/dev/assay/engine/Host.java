package dev.assay.engine;

import java.nio.file.Path;
import java.time.Duration;

/** The program that asks for runs. Told of a run by the thread that runs it and by a timer. */
public interface Host {
  /** One line for a person to read: where the run's files are, how it goes. Must not throw. */
  void tell(String line);

  /**
   * How it goes: takes the place of what was said so before, where lines can be written over. Empty
   * when there is no more to say. Called by a timer; must not throw.
   */
  default void status(String line) {
    if (!line.isEmpty()) {
      tell(line);
    }
  }

  /** How often it wants to be told so. */
  default Duration statusEvery() {
    return Duration.ofSeconds(5);
  }

  /** From now on the harness's log belongs to the run whose file this is. */
  default void logTo(Path file) {}

  /** Whether the cluster stays up after a run, until the program is interrupted. */
  default boolean keep() {
    return false;
  }

  /**
   * Whether clients stop as soon as a promise is surely broken, where the run's workload is one of
   * {@link EarlyStop#workloads}. A run on virtual time goes to its end.
   */
  default boolean stopEarly() {
    return false;
  }
}
