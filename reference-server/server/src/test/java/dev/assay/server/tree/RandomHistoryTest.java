package dev.assay.server.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random histories: replicas stay equal, and the tree, the sessions and the stats fit together. */
final class RandomHistoryTest {
  private static final long SEED = Long.getLong("assay.seed", 20260102);
  private static final int STEPS = 3000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final StateMachine machine = new StateMachine(EnumSet.noneOf(SeededBug.class));
  private StateMachine other = new StateMachine(EnumSet.noneOf(SeededBug.class));
  private final TreeMap<String, Long> changesBelow = new TreeMap<>();

  @Test
  void replicasStayEqualThoughOneIsRestoredNowAndThen() {
    System.out.println("RandomHistoryTest seed " + SEED);
    for (int step = 1; step <= STEPS; step++) {
      byte[] entry = EnvelopeCodec.encode(envelope());
      Applied applied = machine.apply(step, EnvelopeCodec.decode(entry));
      Applied there = other.apply(step, EnvelopeCodec.decode(entry));
      assertThat(there).usingRecursiveComparison().isEqualTo(applied);
      count(applied);
      if (step % 100 == 0) {
        StateMachine restored = new StateMachine(EnumSet.noneOf(SeededBug.class));
        restored.restore(step, other.snapshot());
        other = restored;
        assertThat(other.digest()).isEqualTo(machine.digest());
        assertSound(machine.state());
        assertThat(machine.state().inconsistencies(step)).isEmpty();
      }
    }
    assertThat(machine.state().nodes()).isGreaterThan(10);
  }

  /** Counts creations and deletions of children from the changes, apart from the tree. */
  private void count(Applied applied) {
    for (Change change : applied.changes()) {
      switch (change.type()) {
        case NODE_CHILDREN_CHANGED -> changesBelow.merge(change.path(), 1L, Long::sum);
        case NODE_DELETED, NODE_CREATED -> changesBelow.remove(change.path());
        case NODE_DATA_CHANGED -> {}
      }
    }
  }

  private void assertSound(State state) {
    TreeMap<String, TreeSet<String>> children = new TreeMap<>();
    TreeMap<Long, TreeSet<String>> owned = new TreeMap<>();
    for (Map.Entry<String, Znode> entry : state.tree().nodes().entrySet()) {
      String path = entry.getKey();
      if (!path.equals("/")) {
        children
            .computeIfAbsent(ZnodePath.parent(path), _ -> new TreeSet<>())
            .add(ZnodePath.name(path));
      }
      if (entry.getValue().ephemeral()) {
        owned.computeIfAbsent(entry.getValue().ephemeralOwner(), _ -> new TreeSet<>()).add(path);
      }
    }
    state
        .tree()
        .nodes()
        .forEach((path, node) -> {
          assertThat(node.children())
              .as(path)
              .isEqualTo(children.getOrDefault(path, new TreeSet<>()));
          if (!ZnodePath.fixed(path)) {
            assertThat((long) node.stat().cversion())
                .as(path)
                .isEqualTo(changesBelow.getOrDefault(path, 0L));
          }
        });
    assertThat(state.sessions().keySet()).containsAll(owned.keySet());
    state
        .sessions()
        .values()
        .forEach(session ->
            assertThat(session.ephemerals())
                .isEqualTo(owned.getOrDefault(session.id(), new TreeSet<>())));
  }

  private Envelope envelope() {
    long time = random.nextLong(100_000);
    long session = 1 + random.nextLong(machine.state().nextSession());
    Session open = machine.state().sessions().get(session);
    int kind = random.nextInt(100);
    if (kind < 3 || machine.state().sessions().isEmpty()) {
      Request create = new Request.CreateSession(random.nextLong(), 4000, new byte[] {1});
      return new Envelope(0, 0, 0, List.of(), time, 1, create);
    }
    if (kind < 5) {
      Request attach = new Request.AttachSession(1, new byte[] {(byte) random.nextInt(2)});
      return new Envelope(session, 0, 0, List.of(), time, 1, attach);
    }
    if (kind < 6) {
      return new Envelope(session, 0, 0, List.of(), time, 1, new Request.CloseSession());
    }
    long attachment = open == null ? 1 : open.attachment();
    long sequence = (open == null ? 0 : open.lastSequence()) + (kind == 6 ? 2 : 1);
    return new Envelope(session, attachment, sequence, List.of(), time, 1, request());
  }

  private Request request() {
    if (random.nextInt(5) > 0) {
      return single();
    }
    List<Request.Single> requests = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      requests.add(single());
    }
    return new Request.Multi(requests);
  }

  private Request.Single single() {
    int version = random.nextInt(3) - 1;
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> new Request.Create(path(), new byte[random.nextInt(3)], mode(), true);
      case 3, 4 -> new Request.Delete(path(), version);
      case 5, 6 -> new Request.SetData(path(), new byte[random.nextInt(9)], version);
      default -> new Request.Check(path(), version);
    };
  }

  private CreateMode mode() {
    return switch (random.nextInt(5)) {
      case 0 -> CreateMode.EPHEMERAL;
      case 1 -> CreateMode.EPHEMERAL_SEQUENTIAL;
      case 2 -> CreateMode.PERSISTENT_SEQUENTIAL;
      default -> CreateMode.PERSISTENT;
    };
  }

  private String path() {
    String[] names = {"/a", "/b", "/c"};
    StringBuilder path = new StringBuilder();
    for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
      path.append(names[random.nextInt(names.length)]);
    }
    return path.toString();
  }
}
