package dev.assay.simulator;

import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.server.client.ClientRequest;
import java.util.List;
import java.util.TreeSet;

/** The watches of a session that have not fired, as the client knows them. */
final class SimWatches {
  private final TreeSet<String> data = new TreeSet<>();
  private final TreeSet<String> exists = new TreeSet<>();
  private final TreeSet<String> children = new TreeSet<>();

  boolean isEmpty() {
    return data.isEmpty() && exists.isEmpty() && children.isEmpty();
  }

  void clear() {
    data.clear();
    exists.clear();
    children.clear();
  }

  /** A read was answered: the watch that it asked for is set, if the answer is one that sets it. */
  void answered(Request request, Reply reply) {
    boolean refused = reply instanceof Reply.Refused;
    boolean absent = reply instanceof Reply.Refused(Refusal why) && why == Refusal.NO_NODE;
    boolean found = reply instanceof Reply.Data || reply instanceof Reply.Names;
    switch (request) {
      case Request.GetData(String path, boolean watch) -> {
        if (watch && found) {
          data.add(path);
        }
      }
      case Request.GetChildren(String path, boolean watch) -> {
        if (watch && found) {
          children.add(path);
        }
      }
      case Request.Exists(String path, boolean watch) -> {
        if (watch && absent) {
          exists.add(path);
        } else if (watch && !refused && reply instanceof Reply.Done) {
          data.add(path);
        }
      }
      case Request.Single _, Request.Multi _, Request.Sync _, Request.Move _, Request.End _ -> {}
    }
  }

  void fired(Change change, String path) {
    switch (change) {
      case CREATED, DATA_CHANGED -> {
        data.remove(path);
        exists.remove(path);
      }
      case CHILDREN_CHANGED -> children.remove(path);
      case DELETED -> {
        data.remove(path);
        exists.remove(path);
        children.remove(path);
      }
    }
  }

  /** What sets them again on another connection. */
  ClientRequest setAgain(int xid, long position) {
    return new ClientRequest.SetWatches(
        xid, position, List.copyOf(data), List.copyOf(exists), List.copyOf(children));
  }
}
