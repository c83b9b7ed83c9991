package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.client.ClientReply;
import dev.assay.server.log.Zxid;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvariantsTest {
  private final Storing world = new Storing(3, 1 << 20);
  private final Invariants invariants = world.invariants;

  private void deliver(int node, int counter) {
    long zxid = Zxid.of(1, counter);
    invariants.delivered(node, zxid, StoringProgram.payload(zxid));
    invariants.applied(node, zxid);
  }

  @Test
  void whatAQuorumHoldsMayBeApplied() {
    world.node(1).append(1, 2);
    world.node(3).append(1, 2);
    world.settle();
    deliver(1, 1);
    deliver(1, 2);
    deliver(2, 1);
    assertThat(world.broken()).isEmpty();
  }

  @Test
  void whatOnlyOneNodeHoldsMustNotBeApplied() {
    world.node(1).append(1, 1);
    world.settle();
    deliver(1, 1);
    assertThat(world.broken())
        .containsExactly("0x100000001 is durable on 1 of 3 nodes only when n1 applies it");
  }

  @Test
  void whatIsWrittenAndNotSyncedIsNotHeld() {
    world.node(1).append(1, 1);
    world.settle();
    world.node(2).append(1, 1);
    deliver(1, 1);
    assertThat(world.broken()).hasSize(1);
  }

  @Test
  void anotherEntryAtThePositionIsNotHeld() {
    world.node(1).append(1, 1);
    world.node(2).append(Zxid.of(1, 1), new byte[] {1});
    world.settle();
    deliver(1, 1);
    assertThat(world.broken()).hasSize(1);
  }

  @Test
  void whatWasAppliedMustNotBeTakenBackFromTheQuorum() {
    world.node(1).append(1, 2);
    world.node(2).append(1, 2);
    world.settle();
    deliver(1, 1);
    deliver(1, 2);
    world.node(2).storage().truncate(Zxid.of(1, 1));
    world.settle();
    assertThat(world.broken())
        .contains(
            "0x100000002 is durable on 1 of 3 nodes only when n2 has lost something that was"
                + " durable");
  }

  @Test
  void whatTheWorldDamagesIsNobodysFault() {
    world.node(1).append(1, 2);
    world.node(2).append(1, 2);
    world.settle();
    deliver(1, 1);
    world.disk(2).aboutToDamage();
    world.disk(2).delete("log.0000000001");
    deliver(1, 2);
    invariants.halted("n2", "its data are damaged", true);
    assertThat(world.broken()).isEmpty();
  }

  @Test
  void aNodeThatEndsItselfIsTold() {
    invariants.halted("n2", "something is wrong", false);
    assertThat(world.broken()).containsExactly("n2 has ended itself: something is wrong");
  }

  @Test
  void anEpochHasOneLeader() {
    invariants.traced("n1", "leader-established", 4);
    invariants.traced("n2", "leader-established", 5);
    assertThat(world.broken()).isEmpty();
    invariants.traced("n2", "leader-established", 4);
    assertThat(world.broken()).containsExactly("epoch 4 is led by n1 and by n2");
  }

  @Test
  void noClientIsToldOfWhatNobodyHasApplied() {
    world.node(1).append(1, 1);
    world.node(2).append(1, 1);
    world.settle();
    deliver(1, 1);
    invariants.replied("n1", new ClientReply.Pong(Zxid.of(1, 1)));
    assertThat(world.broken()).isEmpty();
    invariants.replied("n1", new ClientReply.Pong(Zxid.of(1, 2)));
    assertThat(world.broken())
        .containsExactly(
            "n1 tells a client of 0x100000002, and nothing above 0x100000001 was applied anywhere");
  }

  @Test
  void equalPositionsMeanEqualStates() {
    applyThrough(StateSamples.EVERY);
    assertThat(world.broken()).isEmpty();
    world.node(2).digest(99);
    for (int counter = 1; counter <= StateSamples.EVERY; counter++) {
      deliver(2, counter);
    }
    assertThat(world.broken())
        .containsExactly("at 0x100000200 the state of n2 is another than that of n1");
  }

  @Test
  void aLargeStateIsLookedAtFewerTimesAndByAllAtTheSamePositions() {
    world.node(1).stateSize(3 * StateSamples.EVERY * 2);
    applyThrough(4 * StateSamples.EVERY);
    assertThat(world.broken()).isEmpty();
    world.node(2).digest(99);
    for (int counter = 1; counter <= 4 * StateSamples.EVERY; counter++) {
      deliver(2, counter);
    }
    assertThat(world.broken())
        .containsExactly("at 0x100000600 the state of n2 is another than that of n1");
  }

  @Test
  void theStateAfterARestorationIsComparedToo() {
    applyThrough(3);
    long position = Zxid.of(1, 3);
    invariants.captured(1, position, 5);
    invariants.restored(2, position, 5);
    assertThat(world.broken()).isEmpty();
    world.node(3).digest(99);
    invariants.restored(3, position, 6);
    assertThat(world.broken())
        .containsExactly(
            "at 0x100000003 the snapshot of n3 is another than that of n1",
            "at 0x100000003 the state of n3 is another than that of n2");
  }

  @Test
  void theStatesAtTheEndAreCompared() {
    applyThrough(3);
    invariants.end(world.ensemble);
    assertThat(world.broken()).isEmpty();
    world.node(2).digest(99);
    invariants.end(world.ensemble);
    assertThat(world.broken())
        .containsExactly("at 0x100000003 the state of n2 is another than that of n1");
  }

  @Test
  void whatDoesNotFitTogetherInANodeIsTold() {
    applyThrough(1);
    world.node(1).inconsistent("a watch of a connection that is gone");
    invariants.end(world.ensemble);
    assertThat(world.broken())
        .containsExactly("n1 at 0x100000001: a watch of a connection that is gone");
  }

  @Test
  void nothingIsSaidWhenSwitchedOff() {
    Invariants off = new Invariants(false);
    off.watch(world.ensemble);
    off.begun(1, world.node(1));
    off.delivered(1, Zxid.of(1, 1), new byte[1]);
    off.applied(1, Zxid.of(1, 1));
    off.restored(1, 0, 1);
    off.traced("n1", "leader-established", 1);
    off.traced("n2", "leader-established", 1);
    off.halted("n1", "why", false);
    off.replied("n1", new ClientReply.Pong(7));
    off.end(world.ensemble);
    assertThat(off.broken()).isEqualTo(List.of());
  }

  private void applyThrough(int last) {
    for (int node = 1; node <= 3; node++) {
      world.node(node).append(1, last);
    }
    world.settle();
    for (int counter = 1; counter <= last; counter++) {
      deliver(1, counter);
    }
  }
}
