package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.env.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rolling upgrade: what is proposed can be read by every voter, also by one that is away. */
class LevelsTest {
  private static final Message.AckEpoch FRESH = new Message.AckEpoch(0, 0, 0, 0, List.of());

  private static ScriptedNode leader(int others) {
    ScriptedNode node = ScriptedNode.fresh();
    node.level = 2;
    node.lead();
    node.receives(7, new Message.FollowerInfo(2, 0, others));
    node.env.completeSyncs();
    node.receives(7, FRESH);
    node.env.completeSyncs();
    node.receives(7, new Message.AckNewLeader(1));
    node.env.completeSyncs();
    return node;
  }

  private static int sealedAt(ScriptedNode node) {
    node.zab.submit(new byte[] {1});
    node.env.completeSyncs();
    return node.sealedAt.getLast();
  }

  @Test
  void aVoterThatHasNotBeenHeardOfMayBeOld() {
    assertThat(sealedAt(leader(2))).isEqualTo(1);
  }

  @Test
  void theNewLevelIsSpokenOnceEveryVoterHasSaidThatItKnowsIt() {
    ScriptedNode node = leader(2);
    node.receives(8, new Message.FollowerInfo(3, 1, 2));
    assertThat(sealedAt(node)).isEqualTo(2);
  }

  @Test
  void oneOldVoterHoldsItBackUntilItComesAgainAsANewOne() {
    ScriptedNode node = leader(2);
    node.receives(8, new Message.FollowerInfo(3, 1, 1));
    assertThat(sealedAt(node)).isEqualTo(1);
    node.zab.on(new Event.LinkDown(8));
    node.zab.on(new Event.LinkAccepted(9));
    node.receives(9, new Message.FollowerInfo(3, 1, 2));
    assertThat(sealedAt(node)).isEqualTo(2);
  }

  @Test
  void aVoterThatWasUpgradedAndIsAwayStaysSo() {
    ScriptedNode node = leader(2);
    node.receives(8, new Message.FollowerInfo(3, 1, 2));
    node.zab.on(new Event.LinkDown(8));
    assertThat(sealedAt(node)).isEqualTo(2);
  }
}
