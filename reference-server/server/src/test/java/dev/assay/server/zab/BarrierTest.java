package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sync is a quorum round: it is answered by pongs to pings that were sent after it was asked. */
class BarrierTest {
  private static ScriptedNode leading(SeededBug... bugs) {
    ScriptedNode node = ScriptedNode.fresh(bugs);
    node.serveAsLeader();
    return node;
  }

  private static long lastPing(ScriptedNode node) {
    return node.env.sentOn(7, Message.Ping.class).getLast().round();
  }

  @Test
  void anOldPongDoesNotConfirmIt() {
    ScriptedNode node = leading();
    node.env.passMillis(150);
    long before = lastPing(node);
    node.zab.barrier(42);
    assertThat(lastPing(node)).isGreaterThan(before);
    node.receives(7, new Message.Pong(before));
    assertThat(node.barriers).isEmpty();
    node.receives(7, new Message.Pong(before + 1));
    assertThat(node.barriers).containsExactly(42L);
  }

  @Test
  void oneThatIsAskedDuringARoundWaitsForTheNext() {
    ScriptedNode node = leading();
    node.zab.barrier(1);
    long first = lastPing(node);
    node.zab.barrier(2);
    node.receives(7, new Message.Pong(first));
    assertThat(node.barriers).containsExactly(1L);
    node.receives(7, new Message.Pong(lastPing(node)));
    assertThat(node.barriers).containsExactly(1L, 2L);
  }

  @Test
  void withoutAQuorumItIsNeverAnswered() {
    ScriptedNode node = leading();
    node.zab.barrier(1);
    node.env.passMillis(5000);
    assertThat(node.barriers).isEmpty();
    assertThat(node.activity).isEqualTo("inactive");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withABugTheLeaderAsksNobody(boolean on) {
    ScriptedNode node = leading(ScriptedNode.only(on, SeededBug.SYNC_NO_QUORUM));
    node.env.passMillis(950);
    node.zab.barrier(1);
    assertThat(node.barriers).hasSize(on ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withABugTheLeaderAnswersFromALease(boolean on) {
    ScriptedNode node = leading(ScriptedNode.only(on, SeededBug.LEASE_BY_WALL_CLOCK));
    node.env.passMillis(150);
    node.receives(7, new Message.Pong(lastPing(node)));
    node.zab.barrier(1);
    assertThat(node.barriers).hasSize(on ? 1 : 0);
  }

  @Test
  void aLeaseEndsBeforeItsNodesFollowSomebodyElse() {
    ScriptedNode node = leading(SeededBug.LEASE_BY_WALL_CLOCK);
    node.env.passMillis(100);
    node.receives(7, new Message.Pong(lastPing(node)));
    node.env.passMillis(650);
    node.zab.barrier(1);
    assertThat(node.barriers).isEmpty();
    node.env.wallJumpMillis = -500;
    node.zab.barrier(2);
    assertThat(node.barriers).as("the wall clock was set back").containsExactly(2L);
  }

  @Test
  void aFollowerAsksItsLeader() {
    ScriptedNode node = ScriptedNode.fresh();
    long link = node.follow();
    node.serve(link, 3);
    node.zab.barrier(9);
    assertThat(node.env.sentOn(link)).contains(new Message.Barrier(9));
    node.receives(link, new Message.BarrierDone(9, 0));
    assertThat(node.barriers).containsExactly(9L);
  }
}
