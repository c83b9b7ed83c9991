package dev.assay.server.runtime;

import dev.assay.server.broadcast.AtomicBroadcast.Status;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;

/** What the runtime drives; every call on the loop's thread. */
interface Node {
  /** Called once, before anything else. */
  void start();

  void on(Event event);

  Status status();

  /** How many znodes there are. */
  int nodeCount();

  /** The newest level of the language of requests that it understands. */
  int featureLevel();

  /** Makes the node of a process. */
  interface Factory {
    Node create(Env env);
  }
}
