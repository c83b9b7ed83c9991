package dev.assay.simulator;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import java.util.List;

/** What runs on a simulated node: the server, or a part of it. */
public interface Program {
  void start();

  void on(Event event);

  AtomicBroadcast.Status status();

  /** A hash of the whole state: equal on nodes that have applied the same. */
  default long digest() {
    return 0;
  }

  /** How many items the state holds: what a look at all of it costs. */
  default long stateSize() {
    return 0;
  }

  /** What does not fit together in what the node keeps, one sentence each. */
  default List<String> inconsistencies() {
    return List.of();
  }

  /** Makes a new incarnation. */
  interface Factory {
    /**
     * One incarnation.
     *
     * @param level the newest feature level that it shall understand
     */
    Program create(int node, int level, Env env);
  }
}
