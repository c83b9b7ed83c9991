package dev.assay.server.tree;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.WatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * The work of one request on the nodes. A request that fails changes nothing; a multi is undone by
 * going back to the tree and the sessions that it began with.
 */
final class Edit {
  /** The largest number that keeps sequential names at ten digits, and so in order. */
  static final long MAX_SEQUENCE = 9_999_999_999L;

  private final long session;
  private final long position;
  private final long timeMillis;
  private final Set<SeededBug> bugs;
  private final List<Change> changes = new ArrayList<>();
  private Tree tree;
  private TreePMap<Long, Session> sessions;

  /**
   * @param session on whose behalf
   * @param bugs the seeded bugs that are switched on
   */
  Edit(State state, long session, long position, Set<SeededBug> bugs) {
    this.tree = state.tree();
    this.sessions = state.sessions();
    this.session = session;
    this.position = position;
    this.timeMillis = state.lastTimeMillis();
    this.bugs = bugs;
  }

  Tree tree() {
    return tree;
  }

  TreePMap<Long, Session> sessions() {
    return sessions;
  }

  List<Change> changes() {
    return changes;
  }

  Result single(Request.Single request) {
    return switch (request) {
      case Request.Create create -> create(create);
      case Request.Delete delete -> delete(delete);
      case Request.SetData setData -> setData(setData);
      case Request.Check check -> check(check);
    };
  }

  Result multi(Request.Multi multi) {
    Tree before = tree;
    TreePMap<Long, Session> sessionsBefore = sessions;
    List<Result> results = new ArrayList<>();
    for (Request.Single request : multi.requests()) {
      Result result = single(request);
      if (result instanceof Result.Failed(Code code)) {
        if (!bugs.contains(SeededBug.MULTI_TORN)) {
          tree = before;
          sessions = sessionsBefore;
          changes.clear();
        }
        return Result.MultiFailed.at(results.size(), multi.requests().size(), code);
      }
      results.add(result);
    }
    return new Result.MultiDone(results);
  }

  /** Takes the session away, and its nodes in the order of their paths. */
  void close(Session closed) {
    if (!bugs.contains(SeededBug.EPHEMERAL_SURVIVES)) {
      closed.ephemerals().forEach(this::remove);
    }
    sessions = sessions.minus(closed.id());
  }

  private Result create(Request.Create request) {
    String path = request.path();
    int slash = path.lastIndexOf('/');
    if (slash < 0 || path.indexOf('\0') >= 0 || tooLarge(request.data())) {
      return new Result.Failed(Code.BAD_ARGUMENTS);
    }
    Znode parent = tree.find(ZnodePath.parent(path));
    if (parent == null) {
      return new Result.Failed(Code.NO_NODE);
    }
    if (request.mode().sequential()) {
      if (parent.creations() > MAX_SEQUENCE) {
        return new Result.Failed(Code.BAD_ARGUMENTS);
      }
      path += tenDigits(nextNumber(path, parent));
    }
    Code refusal = refusal(path, parent);
    if (refusal != Code.OK) {
      return new Result.Failed(refusal);
    }
    long owner = request.mode().ephemeral() ? session : 0;
    Znode node = Znode.created(request.data(), position, timeMillis, owner);
    tree = tree.created(path, node);
    ownerChanged(owner, path, true);
    changes.add(new Change(WatchType.NODE_CREATED, path));
    changes.add(new Change(WatchType.NODE_CHILDREN_CHANGED, ZnodePath.parent(path)));
    return new Result.Created(path, node.stat(), request.stat());
  }

  private long nextNumber(String prefix, Znode parent) {
    if (!bugs.contains(SeededBug.SEQUENCE_REUSED)) {
      return parent.creations();
    }
    long number = parent.children().size();
    while (tree.find(prefix + tenDigits(number)) != null) {
      number++;
    }
    return number;
  }

  private Code refusal(String path, Znode parent) {
    if (!ZnodePath.valid(path)) {
      return Code.BAD_ARGUMENTS;
    }
    if (tree.find(path) != null) {
      return Code.NODE_EXISTS;
    }
    return parent.ephemeral() ? Code.NO_CHILDREN_FOR_EPHEMERALS : Code.OK;
  }

  private Result delete(Request.Delete request) {
    String path = request.path();
    if (!ZnodePath.valid(path) || ZnodePath.fixed(path)) {
      return new Result.Failed(Code.BAD_ARGUMENTS);
    }
    Znode node = tree.find(path);
    if (node == null) {
      return new Result.Failed(Code.NO_NODE);
    }
    if (differs(request.version(), node)) {
      return new Result.Failed(Code.BAD_VERSION);
    }
    if (!node.children().isEmpty()) {
      return new Result.Failed(Code.NOT_EMPTY);
    }
    remove(path);
    return new Result.Deleted();
  }

  private Result setData(Request.SetData request) {
    if (!ZnodePath.valid(request.path()) || tooLarge(request.data())) {
      return new Result.Failed(Code.BAD_ARGUMENTS);
    }
    Znode node = tree.find(request.path());
    if (node == null) {
      return new Result.Failed(Code.NO_NODE);
    }
    if (!bugs.contains(SeededBug.CAS_IGNORES_VERSION) && differs(request.version(), node)) {
      return new Result.Failed(Code.BAD_VERSION);
    }
    Znode changed = node.withData(request.data(), position, timeMillis);
    tree = tree.replaced(request.path(), changed);
    changes.add(new Change(WatchType.NODE_DATA_CHANGED, request.path()));
    return new Result.DataSet(changed.stat());
  }

  private Result check(Request.Check request) {
    if (!ZnodePath.valid(request.path())) {
      return new Result.Failed(Code.BAD_ARGUMENTS);
    }
    Znode node = tree.find(request.path());
    if (node == null) {
      return new Result.Failed(Code.NO_NODE);
    }
    return differs(request.version(), node)
        ? new Result.Failed(Code.BAD_VERSION)
        : new Result.Checked();
  }

  private void remove(String path) {
    Znode node = tree.find(path);
    if (node == null) {
      throw new IllegalStateException("no node " + path);
    }
    tree = tree.deleted(path, position);
    ownerChanged(node.ephemeralOwner(), path, false);
    changes.add(new Change(WatchType.NODE_DELETED, path));
    changes.add(new Change(WatchType.NODE_CHILDREN_CHANGED, ZnodePath.parent(path)));
  }

  private void ownerChanged(long owner, String path, boolean owns) {
    @Nullable Session found = sessions.get(owner);
    if (found != null) {
      var paths = owns ? found.ephemerals().plus(path) : found.ephemerals().minus(path);
      sessions = sessions.plus(owner, found.withEphemerals(paths));
    }
  }

  private static boolean differs(int expected, Znode node) {
    return expected != -1 && expected != node.version();
  }

  private static boolean tooLarge(byte[] data) {
    return data.length > StateMachine.MAX_DATA_BYTES;
  }

  /** Not by a format, which would follow the machine's locale. */
  private static String tenDigits(long number) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, 10 - digits.length())) + digits;
  }
}
