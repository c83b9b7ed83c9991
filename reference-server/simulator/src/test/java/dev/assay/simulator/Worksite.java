package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Cluster.NodeEvent;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Three real servers in the world, clients that write on each of them, and somebody to break it.
 */
final class Worksite {
  static final long SECOND = 1_000_000_000L;
  private static final long PAUSE = 20_000_000;

  final World world;
  final Ensemble ensemble;
  final SimCluster cluster;
  final Invariants invariants = new Invariants();
  final List<NodeEvent> events = new ArrayList<>();
  private final List<Coordination> sessions = new ArrayList<>();
  private int acknowledged;
  private int ids;

  Worksite(long seed) {
    this(seed, Map.of("snapshotEvery", "20", "segmentBytes", "4000"));
  }

  Worksite(long seed, Map<String, String> settings) {
    world = new World(new Seed(seed));
    ensemble = WorldSettings.of(settings).ensemble(world, 3, Set.of(), invariants);
    invariants.watch(ensemble);
    cluster = new SimCluster(ensemble);
    cluster.listen(events::add);
    cluster.start(problem -> assertThat(problem).isEmpty());
    for (String node : cluster.nodes()) {
      Coordination session = cluster.open(node);
      sessions.add(session);
      world.post(() -> write(session));
    }
    until(() -> acknowledged > 100);
    events.clear();
  }

  private void write(Coordination session) {
    Request request = new Request.Create("/n", new byte[] {1, 2, 3}, Mode.PERSISTENT_SEQUENTIAL);
    session.submit(
        request,
        reply -> {
          acknowledged += reply instanceof Reply.Done ? 1 : 0;
          world.after(PAUSE, () -> write(session));
        });
  }

  void until(BooleanSupplier condition) {
    assertThat(world.runUntil(world.now() + 60 * SECOND, condition)).isTrue();
  }

  void pass(long nanos) {
    assertThat(world.runUntil(world.now() + nanos, () -> false)).isFalse();
  }

  /** A fault of nodes. */
  FaultAction nodes(String kind, Map<String, Object> parameters, String... nodes) {
    return new FaultAction(ids++, kind, List.of(nodes), List.of(), parameters);
  }

  /** A fault of the links between a node and the two others, in both directions. */
  FaultAction links(String kind, Map<String, Object> parameters, String node) {
    List<Link> links = new ArrayList<>();
    for (String other : cluster.nodes()) {
      if (!other.equals(node)) {
        links.add(new Link(node, other));
        links.add(new Link(other, node));
      }
    }
    return new FaultAction(ids++, kind, List.of(node), links, parameters);
  }

  Evidence inject(FaultAction action) {
    Evidence[] answer = new Evidence[1];
    cluster.inject(action, evidence -> answer[0] = evidence);
    until(() -> answer[0] != null);
    return answer[0];
  }

  Evidence heal(FaultAction action) {
    Evidence[] answer = new Evidence[1];
    cluster.heal(action, evidence -> answer[0] = evidence);
    until(() -> answer[0] != null);
    return answer[0];
  }

  String leader() {
    String[] leader = {""};
    until(() -> {
      for (String node : cluster.nodes()) {
        var status = ensemble.status(Ensemble.number(node));
        if (status != null && status.mode().equals("leader")) {
          leader[0] = node;
        }
      }
      return !leader[0].isEmpty();
    });
    return leader[0];
  }

  SimNode node(String name) {
    return ensemble.node(Ensemble.number(name));
  }

  /** All nodes serve, clients are answered, and nothing was broken inside. */
  void assertWell() {
    int before = acknowledged;
    until(() ->
        acknowledged > before + 30
            && cluster.nodes().stream()
                .allMatch(node -> {
                  var status = ensemble.status(Ensemble.number(node));
                  return status != null && !status.mode().equals("looking");
                }));
    invariants.end(ensemble);
    assertThat(invariants.broken()).isEmpty();
    assertThat(events).allMatch(NodeEvent::provoked);
  }

  /** What happened to a node, in order. */
  List<String> lifeOf(String node) {
    return events.stream().filter(event -> event.node().equals(node)).map(NodeEvent::kind).toList();
  }
}
