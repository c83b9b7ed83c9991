package dev.assay.core.spi;

import dev.assay.core.run.Seed;
import java.util.List;

/** What clients do. What must hold is declared by name, for the checkers to find. */
public interface Workload {
  /** The name on the command line. */
  String name();

  /**
   * The kinds of operation ({@code f}) that must each succeed at least once in a run that is to say
   * anything.
   */
  List<String> kinds();

  /** What a run must show besides, before its checkers can say something; new for each run. */
  default Showing showing() {
    return Showing.NOTHING;
  }

  /**
   * An operation that prepares the system and can be done again at any time. The runner does it
   * before the main phase, first by one process and then on every node, until it succeeds; and
   * again after healing, as a probe of whether a node serves. It is no part of the history, and
   * must not touch what the workload is about.
   */
  Generator setUp();

  /** The main phase, without end: the runner limits it in time. */
  Generator main(Seed seed, int concurrency);

  /**
   * The final phase, after healing: every node is read once more, by a process of its own, until it
   * answers.
   *
   * @param keys the keys of the main phase's operations, or as many of them as shall be read
   */
  Generator finalReads(List<String> keys);

  /** A client that carries the operations out on a session. */
  Client client(Coordination session);
}
