package dev.assay.core.spi;

import dev.assay.core.run.Seed;
import java.util.List;

/** What clients do. What must hold is declared by name, for the checkers to find. */
public interface Workload {
  /** The name on the command line. */
  String name();

  /** What is done before the main phase, by one process, until it succeeds. */
  Generator setUp();

  /** The main phase, without end: the runner limits it in time. */
  Generator main(Seed seed, int concurrency);

  /** The final phase, after healing: every node is read once more. */
  Generator finalReads(List<String> nodes);

  /** A client that carries the operations out on a session. */
  Client client(Coordination session);
}
