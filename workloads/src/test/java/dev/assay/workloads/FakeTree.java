package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Coordination.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The nodes of a {@link FakeService}, and what each request does to them, at once. */
final class FakeTree {
  private final BooleanSupplier forgets;
  private final BiConsumer<Change, String> changed;
  private TreeMap<String, Node> nodes = new TreeMap<>();
  private final List<Runnable> news = new ArrayList<>();
  private long zxid;
  private long now;

  /** A node, and what it was before its last change. */
  private record Node(
      byte[] data, Stat stat, int creations, byte[] before, Stat statBefore, long changedAt) {}

  /**
   * An empty tree.
   *
   * @param forgets asked at each change of data, and each creation of an element of a set: whether
   *     it is answered and not done
   * @param changed hears of every change
   */
  FakeTree(BooleanSupplier forgets, BiConsumer<Change, String> changed) {
    this.forgets = forgets;
    this.changed = changed;
  }

  boolean has(String path) {
    return nodes.containsKey(path);
  }

  /** Carries out a request of a session at a time. */
  Reply apply(Request request, String session, long nowNanos) {
    now = nowNanos;
    Reply reply = apply(request, session);
    publish();
    return reply;
  }

  private void publish() {
    List<Runnable> all = List.copyOf(news);
    news.clear();
    all.forEach(Runnable::run);
  }

  private void changed(Change change, String path) {
    news.add(() -> changed.accept(change, path));
  }

  private Reply apply(Request request, String session) {
    return switch (request) {
      case Request.Single single -> {
        zxid++;
        yield single(single, session);
      }
      case Request.Multi(List<Request.Single> requests) -> multi(requests, session);
      case Request.GetData(String path, boolean _) -> get(path, 0);
      case Request.Exists(String path, boolean _) -> exists(path);
      case Request.GetChildren(String path, boolean _) -> children(path);
      case Request.Sync(String path) -> new Reply.Done(path, null, Long.toString(zxid));
      case Request.Move _, Request.End _ ->
          throw new IllegalArgumentException("not about nodes: " + request);
    };
  }

  /** The data as they were so long ago, if they changed since. */
  Reply get(String path, long staleNanos) {
    @Nullable Node node = nodes.get(path);
    if (node == null) {
      return new Reply.Refused(Refusal.NO_NODE);
    }
    return now - node.changedAt() < staleNanos
        ? new Reply.Data(node.before(), node.statBefore())
        : new Reply.Data(node.data(), node.stat());
  }

  /** Takes away what a session owns. */
  void end(String session, long nowNanos) {
    now = nowNanos;
    zxid++;
    List<String> owned =
        nodes.entrySet().stream()
            .filter(entry -> entry.getValue().stat().owner().equals(session))
            .map(Map.Entry::getKey)
            .toList();
    owned.forEach(this::remove);
    publish();
  }

  private Reply multi(List<Request.Single> requests, String session) {
    TreeMap<String, Node> before = new TreeMap<>(nodes);
    zxid++;
    Reply last = new Reply.Done(null, null, Long.toString(zxid));
    for (Request.Single request : requests) {
      Reply reply = single(request, session);
      if (!(reply instanceof Reply.Done done)) {
        nodes = before;
        news.clear();
        return reply;
      }
      last = new Reply.Done(done.path(), done.stat(), Long.toString(zxid));
    }
    return last;
  }

  private Reply single(Request.Single request, String session) {
    return switch (request) {
      case Request.Create create -> create(create, session);
      case Request.Delete(String path, int version) -> {
        @Nullable Reply refusal = refusal(path, version);
        if (refusal == null && hasChildren(path)) {
          yield new Reply.Refused(Refusal.NOT_EMPTY);
        }
        yield refusal == null ? remove(path) : refusal;
      }
      case Request.SetData set -> set(set);
      case Request.Check(String path, int version) -> {
        @Nullable Reply refusal = refusal(path, version);
        yield refusal == null ? new Reply.Done(path, null, Long.toString(zxid)) : refusal;
      }
    };
  }

  private @Nullable Reply refusal(String path, int version) {
    @Nullable Node node = nodes.get(path);
    if (node == null) {
      return new Reply.Refused(Refusal.NO_NODE);
    }
    return version >= 0 && version != node.stat().version()
        ? new Reply.Refused(Refusal.BAD_VERSION)
        : null;
  }

  private Reply create(Request.Create create, String session) {
    String parent = parent(create.path());
    @Nullable Node above = nodes.get(parent);
    if (above == null && !parent.isEmpty()) {
      return new Reply.Refused(Refusal.NO_NODE);
    }
    if (above != null && !above.stat().owner().isEmpty()) {
      return new Reply.Refused(Refusal.OTHER);
    }
    int creations = above == null ? 0 : above.creations();
    boolean sequential =
        create.mode() == Mode.PERSISTENT_SEQUENTIAL || create.mode() == Mode.EPHEMERAL_SEQUENTIAL;
    String path = create.path() + (sequential ? "%010d".formatted(creations) : "");
    if (nodes.containsKey(path)) {
      return new Reply.Refused(Refusal.NODE_EXISTS);
    }
    boolean ephemeral =
        create.mode() == Mode.EPHEMERAL || create.mode() == Mode.EPHEMERAL_SEQUENTIAL;
    long millis = now / 1_000_000;
    Stat stat = new Stat(zxid, zxid, zxid, millis, millis, 0, 0, ephemeral ? session : "", 0);
    if (!(path.matches(".*/e[0-9]+") && forgets.getAsBoolean())) {
      byte[] data = create.data();
      nodes.put(path, new Node(data, stat, 0, data, stat, now));
      childCame(parent, 1);
      changed(Change.CREATED, path);
      changed(Change.CHILDREN_CHANGED, parent);
    }
    return new Reply.Done(path, stat, Long.toString(zxid));
  }

  private void childCame(String parent, int more) {
    nodes.computeIfPresent(
        parent,
        (_, node) -> {
          Stat old = node.stat();
          Stat stat =
              new Stat(
                  old.czxid(),
                  old.mzxid(),
                  zxid,
                  old.ctimeMillis(),
                  old.mtimeMillis(),
                  old.version(),
                  old.childVersion() + 1,
                  old.owner(),
                  old.children() + more);
          return new Node(
              node.data(),
              stat,
              node.creations() + Math.max(more, 0),
              node.before(),
              node.statBefore(),
              node.changedAt());
        });
  }

  private Reply set(Request.SetData set) {
    @Nullable Reply refusal = refusal(set.path(), set.version());
    @Nullable Node node = nodes.get(set.path());
    if (refusal != null || node == null) {
      return refusal == null ? new Reply.Refused(Refusal.NO_NODE) : refusal;
    }
    Stat old = node.stat();
    Stat stat =
        new Stat(
            old.czxid(),
            zxid,
            old.pzxid(),
            old.ctimeMillis(),
            now / 1_000_000,
            old.version() + 1,
            old.childVersion(),
            old.owner(),
            old.children());
    if (!forgets.getAsBoolean()) {
      nodes.put(set.path(), new Node(set.data(), stat, node.creations(), node.data(), old, now));
      changed(Change.DATA_CHANGED, set.path());
    }
    return new Reply.Done(set.path(), stat, Long.toString(zxid));
  }

  private Reply remove(String path) {
    nodes.remove(path);
    childCame(parent(path), -1);
    changed(Change.DELETED, path);
    changed(Change.CHILDREN_CHANGED, parent(path));
    return new Reply.Done(null, null, Long.toString(zxid));
  }

  private Reply exists(String path) {
    @Nullable Node node = nodes.get(path);
    return node == null
        ? new Reply.Refused(Refusal.NO_NODE)
        : new Reply.Done(path, node.stat(), Long.toString(node.stat().mzxid()));
  }

  private Reply children(String path) {
    @Nullable Node node = nodes.get(path);
    if (node == null) {
      return new Reply.Refused(Refusal.NO_NODE);
    }
    String prefix = path + "/";
    List<String> names =
        nodes.tailMap(prefix).keySet().stream()
            .takeWhile(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .filter(name -> name.indexOf('/') < 0)
            .toList();
    return new Reply.Names(names, node.stat());
  }

  private boolean hasChildren(String path) {
    @Nullable String next = nodes.higherKey(path + "/");
    return next != null && next.startsWith(path + "/");
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
