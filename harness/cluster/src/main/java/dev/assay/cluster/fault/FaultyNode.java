package dev.assay.cluster.fault;

import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A node, as faults of nodes see it. Calls block, within a bound. */
public interface FaultyNode {
  String name();

  /** Its plan, with the client port by which it is asked on 127.0.0.1, past every fault. */
  NodePlan statusPlan();

  /** What it wrote on its output. */
  Path log();

  /** Its process, if it has one. */
  Optional<? extends Life> running();

  /**
   * The faults under which it may end by itself: as long as there is one, nobody says that it died
   * unprovoked. For several threads.
   */
  Set<Integer> excuses();

  /** Starts it; returns when the server's own program runs (or has ended already). */
  Life start() throws IOException, InterruptedException;

  /** What runs as it, as this machine tells it: image and command; empty when nothing does. */
  String program() throws IOException;

  /** From its next start on it is of the present version of the server. */
  void upgrade() throws IOException;

  /**
   * It does not run, and its next start shall look at its plan and its folder as if it were new.
   */
  void renew() throws IOException;

  /** One process of the node, from its start to its end. */
  interface Life {
    /** Its number on this machine, which is that of its process group too. */
    long pid();

    boolean running();

    /** Its exit status, once it has ended. */
    OptionalInt exit();

    /** Whether somebody here made it end. */
    AtomicBoolean provoked();
  }
}
