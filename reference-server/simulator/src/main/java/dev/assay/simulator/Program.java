package dev.assay.simulator;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;

/** What runs on a simulated node: the server, or a part of it. */
public interface Program {
  void start();

  void on(Event event);

  AtomicBroadcast.Status status();

  /** Makes a new incarnation. */
  interface Factory {
    Program create(int node, Env env);
  }
}
