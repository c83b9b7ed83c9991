package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.log.Zxid;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded bugs of what must be on disk before what: each switch does what its sentence says, and
 * without it the defence holds.
 */
class DurabilityBugsTest {
  private static final long A = Zxid.of(1, 1);
  private static final long B = Zxid.of(1, 2);

  private static ScriptedNode fresh(boolean on, SeededBug bug) {
    return ScriptedNode.fresh(ScriptedNode.only(on, bug));
  }

  private static Message.Proposal proposal(long zxid) {
    return new Message.Proposal(zxid, new byte[] {1});
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFollowerAcknowledgesWhatIsNotOnDisk(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.ACK_BEFORE_FSYNC);
    long link = node.follow();
    node.serve(link, 3);
    node.receives(link, proposal(Zxid.of(3, 1)));
    assertThat(node.env.sentOn(link, Message.Ack.class)).hasSize(on ? 1 : 0);
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link, Message.Ack.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEarlyAcknowledgementNeverOvertakesThatOfNewLeader(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.ACK_BEFORE_FSYNC);
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    node.receives(link, new Message.NewLeader(3), proposal(Zxid.of(3, 1)));
    assertThat(node.env.sentOn(link, Message.Ack.class)).isEmpty();
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link).reversed())
        .startsWith(new Message.Ack(Zxid.of(3, 1)), new Message.AckNewLeader(3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLeaderCountsItselfBeforeItsLogIsOnDisk(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.LEADER_COUNTS_ITSELF_EARLY);
    node.serveAsLeader();
    node.zab.submit(new byte[1]);
    assertThat(node.delivered).as("never within the call").isEmpty();
    node.env.passMillis(1);
    node.receives(7, new Message.Ack(A));
    assertThat(node.env.pendingSyncs()).isEqualTo(1);
    assertThat(node.delivered).hasSize(on ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leaderInfoAndAckEpochLeaveBeforeTheAcceptedEpochIsOnDisk(boolean on) {
    ScriptedNode leader = fresh(on, SeededBug.EPOCH_NOT_SYNCED);
    leader.lead();
    leader.receives(7, new Message.FollowerInfo(2, 4, 1));
    assertThat(leader.env.pendingSyncs()).isEqualTo(1);
    assertThat(leader.env.sentOn(7, Message.LeaderInfo.class)).hasSize(on ? 1 : 0);
    ScriptedNode follower = fresh(on, SeededBug.EPOCH_NOT_SYNCED);
    long link = follower.follow();
    follower.receives(link, new Message.LeaderInfo(3));
    assertThat(follower.env.pendingSyncs()).isEqualTo(1);
    assertThat(follower.env.sentOn(link, Message.AckEpoch.class)).hasSize(on ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theAcceptedEpochIsForgottenInARestart(boolean on) {
    ScriptedNode past = ScriptedNode.fresh();
    long link = past.follow();
    past.serve(link, 2, A);
    ScriptedNode node = past.again(ScriptedNode.only(on, SeededBug.ACCEPTED_EPOCH_VOLATILE));
    node.receives(node.follow(), new Message.LeaderInfo(7));
    node.env.completeSyncs();
    node = node.again(ScriptedNode.only(on, SeededBug.ACCEPTED_EPOCH_VOLATILE));
    assertThat(node.zab.storage().acceptedEpoch()).isEqualTo(on ? 2 : 7);
    assertThat(node.zab.storage().currentEpoch()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void newLeaderIsAcknowledgedBeforeTheHistoryIsLogged(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.NEWLEADER_ACK_EARLY);
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    node.receives(link, proposal(A), new Message.NewLeader(3), proposal(Zxid.of(3, 1)));
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link, Message.AckNewLeader.class)).hasSize(1);
    ScriptedNode crashed = node.again();
    assertThat(crashed.zab.storage().currentEpoch()).isEqualTo(3);
    assertThat(crashed.last()).isEqualTo(on ? 0 : Zxid.of(3, 1));
    node.receives(link, new Message.UpToDate(A));
    node.env.completeSyncs();
    assertThat(node.delivered).containsExactly(A);
    assertThat(node.env.sentOn(link)).endsWith(new Message.Ack(Zxid.of(3, 1)));
    assertThat(node.again().last()).isEqualTo(Zxid.of(3, 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theEpochIsEnteredBeforeTheHistoryIsThere(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.EPOCH_BEFORE_HISTORY);
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link, Message.AckEpoch.class))
        .as("it says which epoch it came from")
        .first()
        .returns(0L, Message.AckEpoch::currentEpoch);
    ScriptedNode crashed = node.again();
    assertThat(crashed.zab.storage().currentEpoch()).isEqualTo(on ? 3 : 0);
    assertThat(crashed.last()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNameOfANewSegmentIsNotSynced(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.SEGMENT_NAME_NOT_SYNCED);
    long link = node.follow();
    node.serve(link, 2);
    for (int i = 1; i <= 3; i++) {
      node.receives(link, new Message.Proposal(Zxid.of(2, i), new byte[60]));
      node.env.completeSyncs();
    }
    int born = node.env.diskCalls.indexOf("append log.0000000002");
    assertThat(born).isPositive();
    assertThat(node.env.diskCalls.subList(born, born + 2)).endsWith("sync log.0000000002");
    assertThat(node.env.diskCalls.get(born + 2)).isEqualTo(on ? "synced" : "sync directory");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSnapshotIsNamedByTheLastLoggedEntry(boolean on) {
    SeededBug[] bugs = ScriptedNode.only(on, SeededBug.SNAPSHOT_MISSES_ENTRIES);
    ScriptedNode node = new ScriptedNode(new ScriptedEnv(), 2, bugs);
    node.env.completeSyncs();
    long link = node.follow();
    node.serve(link, 1);
    node.receives(link, proposal(A), proposal(B), proposal(Zxid.of(1, 3)));
    node.env.completeSyncs();
    node.receives(link, new Message.Commit(B));
    node.env.completeSyncs();
    ScriptedNode again = node.again();
    assertThat(again.last()).isEqualTo(Zxid.of(1, 3));
    assertThat(again.zab.storage().history().above(0))
        .as("what must still be applied to a state of two entries")
        .hasSize(on ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLeadersSnapshotIsNotSaved(boolean on) {
    SeededBug[] bugs = ScriptedNode.only(on, SeededBug.SNAPSHOT_NOT_SAVED);
    ScriptedNode node = ScriptedNode.fresh(bugs);
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    node.receives(
        link,
        new Message.SnapshotBegin(Zxid.of(2, 9)),
        new Message.SnapshotChunk(new byte[5]),
        new Message.SnapshotEnd(),
        proposal(Zxid.of(2, 10)),
        new Message.NewLeader(3));
    node.env.completeSyncs();
    node.receives(link, new Message.UpToDate(Zxid.of(2, 10)));
    assertThat(node.delivered).containsExactly(Zxid.of(2, 9), Zxid.of(2, 10));
    ScriptedNode again = node.again(bugs);
    assertThat(again.env.halts).isEmpty();
    assertThat(again.last()).isEqualTo(Zxid.of(2, 10));
    List<Long> restored = on ? List.of() : List.of(Zxid.of(2, 9));
    assertThat(again.delivered).isEqualTo(restored);
  }
}
