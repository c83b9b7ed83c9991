package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.env.Event;
import org.junit.jupiter.api.Test;

/** Phase 0 where messages are lost, or overtake each other. */
class ElectionTest {
  private static void says(ScriptedNode node, int sender, Notification.State state, Vote vote) {
    node.zab.on(
        new Event.Datagram(new Notification(sender, state, node.zab.round(), vote).toBytes()));
  }

  @Test
  void whoeverIsFollowedInThisRoundLeads() {
    ScriptedNode node = ScriptedNode.fresh();
    Vote own = node.zab.ownVote();
    says(node, 2, Notification.State.LOOKING, own);
    // What node 2 said before that comes late.
    says(node, 2, Notification.State.LOOKING, new Vote(-1, -1, 2));
    node.env.passMillis(30);
    assertThat(node.zab.status().mode()).isEqualTo("looking");
    assertThat(node.env.closed).isEmpty();

    says(node, 2, Notification.State.FOLLOWING, own);
    node.env.passMillis(30);
    node.zab.on(new Event.LinkAccepted(7));

    assertThat(node.env.closed).isEmpty();
  }

  @Test
  void whoeverWasFollowedInAnEarlierRoundDoesNot() {
    ScriptedNode node = ScriptedNode.fresh();
    node.zab.on(
        new Event.Datagram(
            new Notification(
                    2, Notification.State.FOLLOWING, node.zab.round() - 1, node.zab.ownVote())
                .toBytes()));
    node.env.passMillis(30);
    node.zab.on(new Event.LinkAccepted(7));

    assertThat(node.env.closed).containsExactly(7L);
  }

  @Test
  void whoeverIsTurnedAwayForLongLooksAgain() {
    ScriptedNode node = ScriptedNode.fresh();
    node.follow();
    node.zab.on(new Event.LinkDown(node.env.lastLink()));
    for (int attempt = 0; attempt < 60; attempt++) {
      node.env.passMillis(20);
      node.zab.on(new Event.LinkDown(node.env.lastLink()));
    }
    node.env.notifications.clear();
    node.env.passMillis(500);
    assertThat(node.env.notifications)
        .isNotEmpty()
        .allMatch(said -> said.state() == Notification.State.LOOKING);
  }
}
