package dev.assay.server.node;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.client.WatchType;
import dev.assay.server.env.Env;
import dev.assay.server.tree.Change;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.Stat;
import dev.assay.server.tree.StateMachine;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sets the watches that clients ask for, and tells their clients when they fire. */
final class Watches {
  private final Env env;
  private final StateMachine machine;
  private final WatchTable table;
  private final Set<SeededBug> bugs;

  Watches(Env env, StateMachine machine, WatchTable table, Set<SeededBug> bugs) {
    this.env = env;
    this.machine = machine;
    this.table = table;
    this.bugs = bugs;
  }

  /** Tells the watchers; before anything is answered from the new state. */
  void fire(List<Change> changes) {
    for (Change change : changes) {
      SortedSet<Long> watching =
          bugs.contains(SeededBug.WATCH_TWICE) ? table.watching(change) : table.fired(change);
      if (bugs.contains(SeededBug.WATCH_MISSED) && watching.size() > 1) {
        watching = new TreeSet<>(List.of(watching.first()));
      }
      for (long connection : watching) {
        tell(connection, change.type(), change.path());
      }
    }
  }

  /** A read was made: sets the watch that it asks for, if there is what it waits for. */
  void set(long connection, ReadRequest read, Result result) {
    if (!read.watch()) {
      return;
    }
    boolean found = !(result instanceof Result.Failed);
    switch (read) {
      case ReadRequest.Exists(String path, boolean _) -> {
        boolean absent = result instanceof Result.Failed(Code code) && code == Code.NO_NODE;
        if (found || absent) {
          table.addData(connection, path);
        }
      }
      case ReadRequest.GetData(String path, boolean _) -> {
        if (found) {
          table.addData(connection, path);
        }
      }
      case ReadRequest.GetChildren(String path, boolean _) -> {
        if (found) {
          table.addChildren(connection, path);
        }
      }
    }
  }

  /** Sets the watches of a client that has reconnected; what it has missed is told at once. */
  void setAgain(long connection, ClientRequest.SetWatches request) {
    if (bugs.contains(SeededBug.WATCH_LOST_ON_RECONNECT)) {
      request.data().forEach(path -> table.addData(connection, path));
      request.exists().forEach(path -> table.addData(connection, path));
      request.children().forEach(path -> table.addChildren(connection, path));
      return;
    }
    TreeSet<String> deleted = new TreeSet<>();
    for (String path : request.data()) {
      Stat stat = machine.state().stat(path);
      if (stat == null) {
        deleted.add(path);
        tell(connection, WatchType.NODE_DELETED, path);
      } else if (stat.mzxid() > request.position()) {
        tell(connection, WatchType.NODE_DATA_CHANGED, path);
      } else {
        table.addData(connection, path);
      }
    }
    for (String path : request.exists()) {
      if (machine.state().stat(path) == null) {
        table.addData(connection, path);
      } else {
        tell(connection, WatchType.NODE_CREATED, path);
      }
    }
    for (String path : request.children()) {
      Stat stat = machine.state().stat(path);
      if (stat == null) {
        if (deleted.add(path)) {
          tell(connection, WatchType.NODE_DELETED, path);
        }
      } else if (stat.pzxid() > request.position()) {
        tell(connection, WatchType.NODE_CHILDREN_CHANGED, path);
      } else {
        table.addChildren(connection, path);
      }
    }
  }

  /** How many watches of a connection wait. */
  int count(long connection) {
    return table.count(connection);
  }

  private void tell(long connection, WatchType type, String path) {
    env.trace("watch-fired", connection);
    env.reply(connection, new ClientReply.WatchFired(type, path, machine.position()));
  }
}
