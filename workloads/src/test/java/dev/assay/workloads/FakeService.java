package dev.assay.workloads;

import dev.assay.core.run.Seed;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Driver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A coordination service in memory and virtual time: requests and replies take a random time, some
 * replies are lost, and then the session is gone. Correct, unless a test sets one of its faults.
 */
final class FakeService implements Coordination.Factory {
  private static final long MILLI = 1_000_000;

  /** Every so many-th reply is lost, and every so many-th request is never sent. */
  int loseEvery;

  int refuseEvery;

  /** Plain reads answer what was there so long ago, also after a sync. */
  long staleNanos;

  /** Acknowledges a change without doing it, every so many-th. */
  int forgetEvery;

  final Set<String> requestedPaths = new HashSet<>();
  final List<Coordination.Request> requests = new ArrayList<>();
  private final Driver driver;
  private final RandomGenerator random;
  private final Map<String, Node> nodes = new TreeMap<>();
  private long zxid;
  private long changes;
  private long sessions;

  private record Node(byte[] data, int version, byte[] before, int versionBefore, long changedAt) {}

  FakeService(Driver driver, long seed) {
    this.driver = driver;
    this.random = new Seed(seed).fork("service").random();
  }

  @Override
  public Coordination open(String node) {
    return new Session("0x" + ++sessions);
  }

  private final class Session implements Coordination {
    private final String id;
    private boolean gone;

    private Session(String id) {
      this.id = id;
    }

    @Override
    public void submit(Request request, Consumer<Reply> completion) {
      requests.add(request);
      if (gone || hits(refuseEvery)) {
        later(() -> completion.accept(new Reply.NotDone("not connected")));
        return;
      }
      boolean lost = hits(loseEvery);
      boolean arrives = !lost || random.nextBoolean();
      later(() -> {
        Reply reply = arrives ? apply(request) : new Reply.Unknown("connection lost");
        if (lost) {
          gone = true;
        }
        Reply seen = lost ? new Reply.Unknown("connection lost") : reply;
        later(() -> completion.accept(seen));
      });
    }

    @Override
    public void listen(Consumer<Notice> listener) {}

    @Override
    public String session() {
      return id;
    }

    @Override
    public void close() {
      gone = true;
    }
  }

  private boolean hits(int every) {
    return every > 0 && random.nextInt(every) == 0;
  }

  private void later(Runnable task) {
    driver.at(driver.now() + random.nextLong(2 * MILLI), task);
  }

  private Coordination.Reply apply(Coordination.Request request) {
    return switch (request) {
      case Coordination.Request.Create create -> create(create);
      case Coordination.Request.SetData set -> set(set);
      case Coordination.Request.GetData(String path, boolean _) -> get(path);
      case Coordination.Request.GetChildren(String path, boolean _) -> children(path);
      case Coordination.Request.Sync(String path) -> done(path, 0);
      case Coordination.Request.Delete _,
          Coordination.Request.Check _,
          Coordination.Request.Multi _,
          Coordination.Request.Move _,
          Coordination.Request.End _,
          Coordination.Request.Exists _ ->
          throw new UnsupportedOperationException(request.toString());
    };
  }

  private static Coordination.Reply refused(Coordination.Refusal refusal) {
    return new Coordination.Reply.Refused(refusal);
  }

  private Coordination.Reply done(String path, int version) {
    return new Coordination.Reply.Done(path, stat(version), Long.toString(zxid));
  }

  private Coordination.Stat stat(int version) {
    return new Coordination.Stat(zxid, zxid, zxid, 0, 0, version, 0, "", 0);
  }

  private boolean forgets() {
    changes++;
    return forgetEvery > 0 && changes % forgetEvery == 0;
  }

  private Coordination.Reply create(Coordination.Request.Create create) {
    requestedPaths.add(create.path());
    String parent = create.path().substring(0, create.path().lastIndexOf('/'));
    if (!parent.isEmpty() && !nodes.containsKey(parent)) {
      return refused(Coordination.Refusal.NO_NODE);
    }
    if (nodes.containsKey(create.path())) {
      return refused(Coordination.Refusal.NODE_EXISTS);
    }
    zxid++;
    boolean element = create.path().matches(".*/e[0-9]+");
    if (!(element && forgets())) {
      byte[] data = create.data();
      nodes.put(create.path(), new Node(data, 0, data, 0, driver.now()));
    }
    return done(create.path(), 0);
  }

  private Coordination.Reply set(Coordination.Request.SetData set) {
    @Nullable Node node = nodes.get(set.path());
    if (node == null) {
      return refused(Coordination.Refusal.NO_NODE);
    }
    if (set.version() >= 0 && set.version() != node.version()) {
      return refused(Coordination.Refusal.BAD_VERSION);
    }
    zxid++;
    if (!forgets()) {
      nodes.put(
          set.path(),
          new Node(set.data(), node.version() + 1, node.data(), node.version(), driver.now()));
    }
    return done(set.path(), node.version() + 1);
  }

  private Coordination.Reply get(String path) {
    @Nullable Node node = nodes.get(path);
    if (node == null) {
      return refused(Coordination.Refusal.NO_NODE);
    }
    boolean stale = driver.now() - node.changedAt() < staleNanos;
    return stale
        ? new Coordination.Reply.Data(node.before(), stat(node.versionBefore()))
        : new Coordination.Reply.Data(node.data(), stat(node.version()));
  }

  private Coordination.Reply children(String path) {
    String prefix = path + "/";
    List<String> names =
        nodes.keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .filter(name -> name.indexOf('/') < 0)
            .toList();
    return nodes.containsKey(path)
        ? new Coordination.Reply.Names(names, stat(0))
        : refused(Coordination.Refusal.NO_NODE);
  }
}
