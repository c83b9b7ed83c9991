package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.log.Zxid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One test for each row of "what must be durable before which message leaves the node". */
class DurableFirstTest {
  private static final List<Long> NONE = List.of();

  private static Message.AckEpoch ackEpoch(long currentEpoch, long lastZxid) {
    return new Message.AckEpoch(
        currentEpoch, lastZxid, 0, 0, lastZxid == 0 ? NONE : List.of(lastZxid));
  }

  @Test
  void leaderInfoWaitsForTheLeadersAcceptedEpoch() {
    ScriptedNode node = ScriptedNode.fresh();
    node.lead();
    node.receives(7, new Message.FollowerInfo(2, 4, 1));
    assertThat(node.env.sentOn(7)).isEmpty();
    assertThat(node.env.pendingSyncs()).isEqualTo(1);
    node.env.completeSyncs();
    assertThat(node.env.sentOn(7)).contains(new Message.LeaderInfo(5));
    assertThat(node.zab.storage().acceptedEpoch()).isEqualTo(5);
  }

  @Test
  void ackEpochWaitsForTheFollowersAcceptedEpoch() {
    ScriptedNode node = ScriptedNode.fresh();
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    assertThat(node.env.sentOn(link, Message.AckEpoch.class)).isEmpty();
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link, Message.AckEpoch.class)).hasSize(1);
    ScriptedNode again = new ScriptedNode(node.env.rebooted(), 1000);
    assertThat(again.zab.storage().acceptedEpoch()).isEqualTo(3);
  }

  @Test
  void ackOfNewLeaderWaitsForTheHistoryAndThenTheEpoch() {
    ScriptedNode node = ScriptedNode.fresh();
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    node.receives(link, new Message.Proposal(Zxid.of(1, 1), new byte[1]));
    node.receives(link, new Message.Proposal(Zxid.of(1, 2), new byte[1]), new Message.NewLeader(3));
    assertThat(node.env.sentOn(link, Message.AckNewLeader.class)).isEmpty();
    node.env.completeOneSync();
    assertThat(node.env.sentOn(link, Message.AckNewLeader.class))
        .as("the first batch holds neither all entries nor the epoch")
        .isEmpty();
    ScriptedNode half = new ScriptedNode(node.env.rebooted(), 1000);
    assertThat(half.zab.storage().history().last())
        .as("whoever has the epoch on disk has the history too")
        .isGreaterThanOrEqualTo(
            half.zab.storage().currentEpoch() == 3 ? Zxid.of(1, 2) : Zxid.of(1, 1));
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link, Message.AckNewLeader.class)).hasSize(1);
    ScriptedNode again = new ScriptedNode(node.env.rebooted(), 1000);
    assertThat(again.zab.storage().currentEpoch()).isEqualTo(3);
    assertThat(again.zab.storage().history().last()).isEqualTo(Zxid.of(1, 2));
  }

  @Test
  void ackOfNewLeaderWaitsForAnInstalledSnapshot() {
    ScriptedNode node = ScriptedNode.fresh();
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    node.receives(
        link,
        new Message.SnapshotBegin(Zxid.of(2, 9)),
        new Message.SnapshotChunk(new byte[5]),
        new Message.SnapshotEnd(),
        new Message.NewLeader(3));
    assertThat(node.env.diskCalls.getLast()).isEqualTo("sync incomplete.leader");
    node.env.completeOneSync();
    assertThat(node.env.diskCalls.getLast()).isEqualTo("sync directory");
    assertThat(node.zab.storage().history().last()).as("not installed yet").isZero();
    assertThat(node.env.sentOn(link, Message.AckNewLeader.class)).isEmpty();
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link, Message.AckNewLeader.class)).hasSize(1);
    ScriptedNode again = new ScriptedNode(node.env.rebooted(), 1000);
    assertThat(again.zab.storage().history().last()).isEqualTo(Zxid.of(2, 9));
    assertThat(again.delivered).containsExactly(Zxid.of(2, 9));
  }

  @Test
  void theLeaderCountsItselfForNewLeaderOnceItsOwnEpochIsDurable() {
    ScriptedNode node = ScriptedNode.fresh();
    node.lead();
    node.receives(7, new Message.FollowerInfo(2, 0, 1));
    node.env.completeSyncs();
    node.receives(7, ackEpoch(0, 0));
    node.receives(7, new Message.AckNewLeader(1));
    assertThat(node.activity).isEqualTo("inactive");
    node.env.completeSyncs();
    assertThat(node.activity).isEqualTo("leads 1");
  }

  @Test
  void ackOfAProposalWaitsForTheLog() {
    ScriptedNode node = ScriptedNode.fresh();
    long link = node.follow();
    node.serve(link, 3);
    node.receives(link, new Message.Proposal(Zxid.of(3, 1), new byte[1]));
    assertThat(node.env.sentOn(link, Message.Ack.class)).isEmpty();
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link, Message.Ack.class))
        .containsExactly(new Message.Ack(Zxid.of(3, 1)));
  }

  @Test
  void theLeaderCountsItselfForAProposalOnceItsOwnLogIsDurable() {
    ScriptedNode node = leading();
    node.zab.submit(new byte[1]);
    node.receives(7, new Message.Ack(Zxid.of(1, 1)));
    assertThat(node.delivered).as("one of three has it").isEmpty();
    node.env.completeSyncs();
    assertThat(node.delivered).containsExactly(Zxid.of(1, 1));
  }

  @Test
  void anEntryIsDeliveredOnceAQuorumHasItOnDisk() {
    ScriptedNode node = leading();
    node.zab.submit(new byte[1]);
    node.env.completeSyncs();
    assertThat(node.delivered).as("one of three has it").isEmpty();
    node.receives(7, new Message.Ack(Zxid.of(1, 1)));
    assertThat(node.delivered).containsExactly(Zxid.of(1, 1));
  }

  @Test
  void theLogIsPurgedOnceANewerSnapshotAndItsNameAreDurable() {
    ScriptedNode node = new ScriptedNode(new ScriptedEnv(), 6);
    node.env.completeSyncs();
    long link = node.follow();
    node.serve(link, 3);
    for (int i = 1; i <= 6; i++) {
      node.receives(link, new Message.Proposal(Zxid.of(3, i), new byte[40]));
      node.env.completeSyncs();
    }
    assertThat(node.env.files).as("several segments").containsKey("log.0000000002");
    node.receives(link, new Message.Commit(Zxid.of(3, 6)));
    assertThat(node.env.diskCalls.getLast()).isEqualTo("sync incomplete.own");
    assertThat(node.env.files).containsKey("log.0000000001");
    node.env.completeOneSync();
    assertThat(node.env.diskCalls.getLast()).isEqualTo("sync directory");
    assertThat(node.env.files).as("the name is not durable yet").containsKey("log.0000000001");
    node.env.completeOneSync();
    assertThat(node.env.files).doesNotContainKey("log.0000000001");
    ScriptedNode again = new ScriptedNode(node.env.rebooted(), 1000);
    assertThat(again.zab.storage().history().last()).isEqualTo(Zxid.of(3, 6));
    assertThat(again.zab.storage().currentEpoch()).isEqualTo(3);
  }

  @Test
  void aTornTailIsCutAndSyncedBeforeTheFirstAppend() {
    ScriptedNode before = ScriptedNode.fresh();
    before.serve(before.follow(), 3, Zxid.of(2, 1), Zxid.of(2, 2));
    ScriptedEnv torn = before.env.rebooted();
    String log = torn.files.lastKey();
    byte[] bytes = torn.read(log, 0, (int) torn.size(log) - 3);
    torn.files.put(log, bytes);
    ScriptedNode node = new ScriptedNode(torn, 1000);
    assertThat(torn.diskCalls.getFirst()).isEqualTo("truncate " + log);
    assertThat(node.zab.status().mode()).isEqualTo("looking");
    assertThat(torn.notifications).as("it votes only once the repair is durable").isEmpty();
    torn.completeSyncs();
    assertThat(torn.notifications).isNotEmpty();
    assertThat(torn.diskCalls).noneMatch(call -> call.startsWith("append"));
  }

  private static ScriptedNode leading() {
    ScriptedNode node = ScriptedNode.fresh();
    node.lead();
    node.receives(7, new Message.FollowerInfo(2, 0, 1));
    node.env.completeSyncs();
    node.receives(7, ackEpoch(0, 0));
    node.env.completeSyncs();
    node.receives(7, new Message.AckNewLeader(1));
    assertThat(node.activity).isEqualTo("leads 1");
    return node;
  }
}
