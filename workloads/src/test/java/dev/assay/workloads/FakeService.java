package dev.assay.workloads;

import dev.assay.core.run.Seed;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Driver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A coordination service in memory and virtual time: requests and replies take a random time, in
 * the order of their session; some replies are lost, and the connection with them, which comes back
 * a moment later. Its watches outlive a connection. Correct, unless a test sets one of its faults.
 */
final class FakeService implements Coordination.Factory {
  static final long TIMEOUT_MILLIS = 2_000;
  private static final long MILLI = 1_000_000;
  private static final long OFFLINE = 20 * MILLI;

  /** Every so many-th reply is lost, and every so many-th request is never sent. */
  int loseEvery;

  int refuseEvery;

  /** Of the lost connections, every so many-th takes its session with it. */
  int expireEvery;

  /** Plain reads answer what was there so long ago, also after a sync. */
  long staleNanos;

  /** Acknowledges a change without doing it, every so many-th. */
  int forgetEvery;

  /** Every so many-th watch that fires is told to nobody. */
  int missEvery;

  /** What a session owns stays when it ends. */
  boolean keepsEphemerals;

  final Set<String> requestedPaths = new HashSet<>();
  final List<Coordination.Request> requests = new ArrayList<>();
  private final Driver driver;
  private final RandomGenerator random;
  private final FakeTree tree;
  private final Set<String> live = new HashSet<>();
  private final Map<String, Set<FakeSession>> dataWatches = new TreeMap<>();
  private final Map<String, Set<FakeSession>> childWatches = new TreeMap<>();
  private long changes;
  private long sessions;

  FakeService(Driver driver, long seed) {
    this.driver = driver;
    this.random = new Seed(seed).fork("service").random();
    this.tree = new FakeTree(this::forgets, this::fire);
  }

  @Override
  public Coordination open(String node) {
    return new FakeSession(this, node);
  }

  /** Opens a session at the server. */
  String begin() {
    String session = "0x" + ++sessions;
    live.add(session);
    return session;
  }

  /** Ends one. */
  void end(String session) {
    if (live.remove(session) && !keepsEphemerals) {
      tree.end(session, driver.now());
    }
  }

  boolean isLive(String session) {
    return live.contains(session);
  }

  /** One whose client has gone silent: it ends by itself. */
  void abandon(String session) {
    driver.at(driver.now() + TIMEOUT_MILLIS * MILLI, () -> end(session));
  }

  /** A request has arrived. */
  Coordination.Reply apply(FakeSession client, String session, Coordination.Request request) {
    if (!live.contains(session)) {
      return new Coordination.Reply.NotDone("session expired");
    }
    if (request instanceof Coordination.Request.Create create) {
      requestedPaths.add(create.path());
    }
    Coordination.Reply reply = tree.apply(request, session, driver.now());
    switch (request) {
      case Coordination.Request.GetData(String path, boolean watch) -> {
        if (watch && tree.has(path)) {
          watchers(dataWatches, path).add(client);
        }
        return tree.get(path, staleNanos);
      }
      case Coordination.Request.Exists(String path, boolean watch) when watch ->
          watchers(dataWatches, path).add(client);
      case Coordination.Request.GetChildren(String path, boolean watch)
          when watch && tree.has(path) ->
          watchers(childWatches, path).add(client);
      default -> {}
    }
    return reply;
  }

  private static Set<FakeSession> watchers(Map<String, Set<FakeSession>> watches, String path) {
    return watches.computeIfAbsent(path, _ -> new LinkedHashSet<>());
  }

  /** A client's watches end with its session. */
  void unwatch(FakeSession client) {
    dataWatches.values().forEach(watchers -> watchers.remove(client));
    childWatches.values().forEach(watchers -> watchers.remove(client));
  }

  private void fire(Coordination.Change change, String path) {
    Set<FakeSession> told = new LinkedHashSet<>();
    if (change != Coordination.Change.CHILDREN_CHANGED) {
      told.addAll(watchers(dataWatches, path));
      dataWatches.remove(path);
    }
    if (change == Coordination.Change.CHILDREN_CHANGED || change == Coordination.Change.DELETED) {
      told.addAll(watchers(childWatches, path));
      childWatches.remove(path);
    }
    for (FakeSession client : told) {
      if (!hits(missEvery)) {
        client.fired(new Coordination.Notice.Fired(change, path));
      }
    }
  }

  private boolean forgets() {
    changes++;
    return forgetEvery > 0 && changes % forgetEvery == 0;
  }

  boolean hits(int every) {
    return every > 0 && random.nextInt(every) == 0;
  }

  /** A moment after now, and not before another time. */
  long soon(long notBefore) {
    return Math.max(notBefore, driver.now() + random.nextLong(2 * MILLI));
  }

  void at(long nanos, Runnable task) {
    driver.at(nanos, task);
  }

  /** After the time for which a lost connection is gone. */
  void whenBack(Runnable task) {
    driver.at(driver.now() + OFFLINE, task);
  }
}
