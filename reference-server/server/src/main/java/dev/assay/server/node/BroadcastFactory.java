package dev.assay.server.node;

import dev.assay.server.broadcast.AtomicBroadcast;

/** Makes the broadcast that a node sits on; must not call the application yet. */
public interface BroadcastFactory {
  AtomicBroadcast create(AtomicBroadcast.Application application);
}
