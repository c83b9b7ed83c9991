package dev.assay.nemesis;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Driver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Three nodes that say what a test wants, and remember what they were asked. */
final class FakeCluster implements Cluster {
  static final List<String> NODES = List.of("n1", "n2", "n3");
  private static final long MILLI = 1_000_000;

  final Map<String, NodeStatus> statuses = new HashMap<>();
  final List<String> asked = new ArrayList<>();
  final List<FaultAction> injected = new ArrayList<>();
  final List<FaultAction> healed = new ArrayList<>();
  long healMillis = 10;
  long restartMillis = 10;
  long injectMillis = 10;
  boolean injectHangs;
  int unprovenInjections;
  long statusMillis = 1;
  private final Driver driver;

  /** Who waits for which moment. */
  private final Map<String, Consumer<String>> waiting = new HashMap<>();

  FakeCluster(Driver driver) {
    this.driver = driver;
    NODES.forEach(node -> statuses.put(node, new NodeStatus(true, "follower", 1, "")));
  }

  void leads(String node, long epoch) {
    statuses.put(node, new NodeStatus(true, "leader", epoch, ""));
  }

  @Override
  public List<String> nodes() {
    return NODES;
  }

  @Override
  public void start(Consumer<String> done) {
    driver.post(() -> done.accept(""));
  }

  @Override
  public void status(String node, Consumer<NodeStatus> done) {
    NodeStatus status = statuses.get(node);
    if (status != null) {
      driver.at(driver.now() + statusMillis * MILLI, () -> done.accept(status));
    }
  }

  @Override
  public Set<String> supportedActions() {
    return Set.of("cut", "delay", "reset", "kill", "pause");
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    asked.add("inject " + action.id());
    injected.add(action);
    if (!injectHangs) {
      boolean proven = unprovenInjections-- <= 0;
      Evidence seen = new Evidence(proven, "seen " + action.kind(), Map.of("probes", 6L));
      driver.at(driver.now() + injectMillis * MILLI, () -> done.accept(seen));
    }
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    asked.add("heal " + action.id());
    healed.add(action);
    Evidence gone = new Evidence(true, "gone " + action.kind(), Map.of());
    long millis = action.kind().equals("kill") ? restartMillis : healMillis;
    driver.at(driver.now() + millis * MILLI, () -> done.accept(gone));
  }

  @Override
  public List<String> moments() {
    return List.of("acked", "led");
  }

  @Override
  public void awaitMoment(String moment, long nanos, Consumer<String> done) {
    waiting.put(moment, done);
    driver.at(
        driver.now() + nanos,
        () -> {
          if (waiting.remove(moment, done)) {
            done.accept("");
          }
        });
  }

  /** A node passes a moment. */
  void passes(String node, String moment) {
    Consumer<String> waits = waiting.remove(moment);
    if (waits != null) {
      waits.accept(node);
    }
  }

  @Override
  public void listen(Consumer<NodeEvent> listener) {}

  @Override
  public void close() {}
}
