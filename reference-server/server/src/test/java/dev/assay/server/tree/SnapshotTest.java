package dev.assay.server.tree;

import static dev.assay.server.tree.Replica.newNode;
import static dev.assay.server.tree.Replica.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePSet;

final class SnapshotTest {
  private final Replica replica = new Replica();

  private static StateMachine restored(long position, Iterator<byte[]> chunks) {
    StateMachine machine = new StateMachine(EnumSet.noneOf(SeededBug.class));
    machine.restore(position, chunks);
    return machine;
  }

  private static List<byte[]> chunks(StateMachine machine) {
    List<byte[]> chunks = new ArrayList<>();
    machine.snapshot().forEachRemaining(chunks::add);
    return chunks;
  }

  private void fill() {
    replica.run(newNode("/p"));
    for (int index = 0; index < 50; index++) {
      replica.run(newNode("/p/n-", CreateMode.EPHEMERAL_SEQUENTIAL));
    }
    replica.run(new Request.SetData("/p", new byte[300_000], 0));
    replica.openSession();
  }

  @Test
  void aRestoredReplicaIsEqualAndGoesOnEqually() {
    fill();
    StateMachine copy = restored(replica.machine.position(), replica.machine.snapshot());
    assertThat(copy.digest()).isEqualTo(replica.machine.digest());
    assertThat(copy.position()).isEqualTo(replica.machine.position());
    Envelope close = new Envelope(1, 0, 0, List.of(), 0, 1, new Request.CloseSession());
    long next = copy.position() + 1;
    assertThat(copy.apply(next, close).changes())
        .isEqualTo(replica.machine.apply(next, close).changes());
    assertThat(copy.digest()).isEqualTo(replica.machine.digest());
  }

  @Test
  void showsTheStateOfItsBeginningWhileApplyingGoesOn() {
    fill();
    long position = replica.machine.position();
    long digest = replica.machine.digest();
    Iterator<byte[]> snapshot = replica.machine.snapshot();
    List<byte[]> chunks = new ArrayList<>();
    while (snapshot.hasNext()) {
      chunks.add(snapshot.next());
      replica.run(set("/p", "changed", -1));
      replica.run(newNode("/p/n-", CreateMode.PERSISTENT_SEQUENTIAL));
    }
    assertThat(chunks).hasSizeGreaterThan(3);
    assertThat(restored(position, chunks.iterator()).digest()).isEqualTo(digest);
    assertThat(replica.machine.digest()).isNotEqualTo(digest);
  }

  @Test
  void comesInBoundedChunks() {
    fill();
    assertThat(chunks(replica.machine))
        .allSatisfy(chunk -> assertThat(chunk).hasSizeBetween(1, SnapshotFormat.CHUNK_BYTES));
  }

  @Test
  void refusesEveryShorterSnapshot() {
    byte[] whole = chunks(replica.machine).getFirst();
    for (int length = 0; length < whole.length; length++) {
      List<byte[]> cut = List.of(Arrays.copyOf(whole, length));
      assertThatIllegalArgumentException().isThrownBy(() -> restored(1, cut.iterator()));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> restored(1, Collections.emptyIterator()));
  }

  @Test
  void refusesEveryChangedByte() {
    replica.run(newNode("/e", CreateMode.EPHEMERAL));
    byte[] whole = chunks(replica.machine).getFirst();
    SplittableRandom random = new SplittableRandom(whole.length);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 + random.nextInt(255));
      assertThatIllegalArgumentException()
          .as("byte %d of %d", at, whole.length)
          .isThrownBy(() -> restored(1, List.of(changed).iterator()));
    }
  }

  @Test
  void refusesBytesAfterTheEnd() {
    List<byte[]> chunks = chunks(replica.machine);
    chunks.add(new byte[] {0});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> restored(1, chunks.iterator()))
        .withMessageContaining("bytes after the end");
  }

  @Test
  void refusesATreeThatDoesNotFitTogether() {
    State state = replica.machine.state();
    Znode node = Znode.created(new byte[0], 1, 1, 77);
    State orphan =
        new State(state.tree().found("/e", node), state.sessions(), state.nextSession(), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> restored(1, new SnapshotWriter(orphan)))
        .withMessageContaining("session 77");
    Znode plain = new Znode(new byte[0], 1, 1, 1, 1, 1, 0, 0, 0, TreePSet.empty());
    State hanging =
        new State(
            state.tree().replaced("/no/parent", plain), state.sessions(), state.nextSession(), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> restored(1, new SnapshotWriter(hanging)))
        .withMessageContaining("no parent");
    State bare =
        new State(Tree.empty().replaced("/", plain), state.sessions(), state.nextSession(), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> restored(1, new SnapshotWriter(bare)))
        .withMessageContaining("no node /zookeeper");
  }

  @Test
  void aRefusedSnapshotLeavesTheStateAlone() {
    long digest = replica.machine.digest();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replica.machine.restore(5, Collections.emptyIterator()));
    assertThat(replica.machine.digest()).isEqualTo(digest);
    assertThat(replica.machine.position()).isEqualTo(1);
  }
}
