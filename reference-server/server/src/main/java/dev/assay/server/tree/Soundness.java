package dev.assay.server.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks whether a state fits together, in one walk. */
final class Soundness {
  /** As many say what is wrong. */
  private static final int MOST_KEPT = 20;

  private final State state;
  private final long position;
  private final List<String> found = new ArrayList<>();

  Soundness(State state, long position) {
    this.state = state;
    this.position = position;
  }

  List<String> inconsistencies() {
    for (String path : Tree.initial().nodes().keySet()) {
      require(state.tree().find(path) != null, "there is no node ", path);
    }
    for (Map.Entry<String, Znode> entry : state.tree().nodes().entrySet()) {
      node(entry.getKey(), entry.getValue());
    }
    state.sessions().values().forEach(this::session);
    return found;
  }

  private void node(String path, Znode node) {
    if (!path.equals(ZnodePath.ROOT)) {
      Znode parent = state.tree().find(ZnodePath.parent(path));
      require(
          parent != null && parent.children().contains(ZnodePath.name(path)),
          path,
          " has no parent that lists it");
    }
    String below = path.equals(ZnodePath.ROOT) ? path : path + "/";
    for (String name : node.children()) {
      require(state.tree().find(below + name) != null, path, " lists a child that is not there");
    }
    if (node.ephemeral()) {
      @Nullable Session owner = state.sessions().get(node.ephemeralOwner());
      require(
          owner != null && owner.ephemerals().contains(path),
          path,
          " is ephemeral, and no open session lists it");
      require(node.children().isEmpty(), path, " is ephemeral and has children");
    }
    require(
        node.czxid() <= node.mzxid()
            && node.czxid() <= node.pzxid()
            && node.mzxid() <= position
            && node.pzxid() <= position,
        path,
        " was changed before it was created, or later than now");
    require(
        node.ctime() <= node.mtime() && node.mtime() <= state.lastTimeMillis(),
        path,
        " has times that run back");
    require(
        ZnodePath.fixed(path) || node.creations() >= node.children().size(),
        path,
        " has more children than were created");
  }

  private void session(Session session) {
    String name = "session " + session.id();
    require(session.id() < state.nextSession(), name, " has an id that is not given yet");
    for (String path : session.ephemerals()) {
      Znode node = state.tree().find(path);
      require(
          node != null && node.ephemeralOwner() == session.id(),
          name,
          " lists a node that it does not own");
    }
  }

  private void require(boolean holds, String what, String wrong) {
    if (!holds && found.size() < MOST_KEPT) {
      found.add(what + wrong);
    }
  }
}
