package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Event;
import dev.assay.server.log.Zxid;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded bugs of elections, discovery and synchronisation: each switch does what its sentence says,
 * and without it the defence holds.
 */
class AgreementBugsTest {
  private static final long A = Zxid.of(1, 1);
  private static final long B = Zxid.of(1, 2);
  private static final long C = Zxid.of(2, 1);

  private static ScriptedNode fresh(boolean on, SeededBug bug) {
    return ScriptedNode.fresh(ScriptedNode.only(on, bug));
  }

  private static Message.Proposal proposal(long zxid) {
    return new Message.Proposal(zxid, new byte[] {1});
  }

  /** One that has 1.1, 1.2 and 2.1, all of it applied once, in its log. */
  private static ScriptedNode veteran(SeededBug... bugs) {
    ScriptedNode past = ScriptedNode.fresh();
    past.serve(past.follow(), 2, A, B, C);
    return past.again(bugs);
  }

  /** It leads epoch 3, and node 2 has said that it had accepted epoch 2. */
  private static ScriptedNode leader(SeededBug... bugs) {
    ScriptedNode node = veteran(bugs);
    node.lead();
    node.receives(7, new Message.FollowerInfo(2, 2, 1));
    node.env.completeSyncs();
    return node;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFollowerCountsAgainInAnEpochThatItHadAccepted(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.EPOCH_REUSE_COUNTS);
    node.receives(node.follow(), new Message.LeaderInfo(3));
    node.env.completeSyncs();
    ScriptedNode again = node.again(ScriptedNode.only(on, SeededBug.EPOCH_REUSE_COUNTS));
    long link = again.follow();
    again.receives(link, new Message.LeaderInfo(3));
    again.env.completeSyncs();
    assertThat(again.env.sentOn(link, Message.AckEpoch.class))
        .first()
        .returns(on ? 0L : -1L, Message.AckEpoch::currentEpoch);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLeaderTakesAFollowerOfItsOwnEpochThoughItIsFresher(boolean on) {
    ScriptedNode node = leader(ScriptedNode.only(on, SeededBug.EPOCH_REUSE_COUNTS));
    long fresher = Zxid.of(3, 1);
    node.receives(7, new Message.AckEpoch(3, fresher, 0, 0, List.of(C, fresher)));
    assertThat(node.env.sentOn(7, Message.Truncate.class)).hasSize(on ? 1 : 0);
    assertThat(node.env.closed.contains(7L)).isEqualTo(!on);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFollowerAppliesAndServesBeforeUpToDate(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.SERVES_BEFORE_UPTODATE);
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    node.receives(link, proposal(A), proposal(B), new Message.NewLeader(3));
    assertThat(node.delivered).isEmpty();
    node.env.completeSyncs();
    assertThat(node.activity).isEqualTo(on ? "follows 3" : "inactive");
    assertThat(node.delivered).hasSize(on ? 2 : 0);
    node.zab.submit(new byte[] {7});
    assertThat(node.env.sentOn(link, Message.Submit.class)).isEmpty();
    node.receives(link, new Message.UpToDate(A));
    assertThat(node.activity).isEqualTo("follows 3");
    assertThat(node.env.sentOn(link, Message.Submit.class)).hasSize(on ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = SeededBug.class,
      names = {"SERVES_BEFORE_UPTODATE", "ESTABLISHED_ALONE", "HOLE_ACCEPTED"})
  void withTwoOfThemNobodyAsksWhatWasApplied(SeededBug bug) {
    ScriptedNode node = ScriptedNode.fresh(bug);
    long link = node.follow();
    node.serve(link, 2, A, B);
    node.zab.on(new Event.LinkDown(link));
    long next = node.follow();
    node.receives(next, new Message.LeaderInfo(4));
    node.env.completeSyncs();
    boolean unasked = bug != SeededBug.HOLE_ACCEPTED;
    assertThat(node.env.sentOn(next, Message.AckEpoch.class))
        .first()
        .returns(unasked ? 0 : B, Message.AckEpoch::applied);
    node.receives(next, new Message.Truncate(A));
    assertThat(node.env.closed.contains(next)).isEqualTo(!unasked);
    assertThat(node.delivered).containsExactly(A, B);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void proposalsAreForwardedOnlyFromTheAcknowledgementOn(boolean on) {
    ScriptedNode node = leader(ScriptedNode.only(on, SeededBug.SYNC_FORWARD_GAP));
    node.receives(7, new Message.AckEpoch(2, C, 0, 0, List.of(B, C)));
    node.env.completeSyncs();
    node.receives(7, new Message.AckNewLeader(3));
    node.receives(
        8, new Message.FollowerInfo(3, 1, 1), new Message.AckEpoch(1, B, 0, 0, List.of(B)));
    node.zab.submit(new byte[1]);
    node.receives(8, new Message.AckNewLeader(3));
    node.zab.submit(new byte[1]);
    assertThat(node.env.sentOn(8, Message.Proposal.class))
        .extracting(Message.Proposal::zxid)
        .isEqualTo(on ? List.of(C, Zxid.of(3, 2)) : List.of(C, Zxid.of(3, 1), Zxid.of(3, 2)));
  }

  @ParameterizedTest
  @CsvSource({
    "HOLE_ACCEPTED, true",
    "SYNC_FORWARD_GAP, true",
    "TRUNC_TOO_MUCH, true",
    "SNAPSHOT_NOT_SAVED, true",
    "NO_TRUNC, false"
  })
  void aHoleInTheHistoryIsTakenWithTheBugsThatMakeOne(SeededBug bug, boolean taken) {
    ScriptedNode node = ScriptedNode.fresh(bug);
    long link = node.follow();
    node.serve(link, 1, A);
    node.receives(link, proposal(A + 2));
    node.env.completeSyncs();
    assertThat(node.env.closed.contains(link)).isEqualTo(!taken);
    if (taken) {
      node.receives(link, new Message.Commit(A + 2), new Message.Commit(A + 3));
      assertThat(node.delivered).containsExactly(A, A + 2);
      node.zab.barrier(5);
      node.receives(link, new Message.BarrierDone(5, A + 3));
      assertThat(node.barriers).containsExactly(5L);
      assertThat(node.env.closed).doesNotContain(link);
      ScriptedNode again = node.again(bug);
      assertThat(again.env.halts).isEmpty();
      assertThat(again.last()).isEqualTo(A + 2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFollowerWithMoreIsNotTold(boolean on) {
    ScriptedNode node = leader(ScriptedNode.only(on, SeededBug.NO_TRUNC));
    long longer = Zxid.of(1, 5);
    node.receives(7, new Message.AckEpoch(1, longer, 0, 0, List.of(longer)));
    assertThat(node.env.sentOn(7, Message.Truncate.class)).hasSize(on ? 0 : 1);
    assertThat(node.env.sentOn(7, Message.Proposal.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneEntryMoreIsTakenBack(boolean on) {
    ScriptedNode node = veteran(ScriptedNode.only(on, SeededBug.TRUNC_TOO_MUCH));
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(4));
    node.env.completeSyncs();
    node.receives(link, new Message.Truncate(B), proposal(Zxid.of(3, 1)), new Message.NewLeader(4));
    node.env.completeSyncs();
    node.receives(link, new Message.UpToDate(Zxid.of(3, 1)));
    assertThat(node.delivered)
        .isEqualTo(on ? List.of(A, Zxid.of(3, 1)) : List.of(A, B, Zxid.of(3, 1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneEntryMoreIsTakenBackThoughItIsApplied(boolean on) {
    SeededBug[] bugs = ScriptedNode.only(on, SeededBug.TRUNC_TOO_MUCH);
    ScriptedNode node = ScriptedNode.fresh(bugs);
    long link = node.follow();
    node.serve(link, 1, A, B);
    node.receives(link, proposal(B + 1));
    node.zab.on(new Event.LinkDown(link));
    long next = node.follow();
    node.receives(next, new Message.LeaderInfo(4));
    node.env.completeSyncs();
    node.receives(next, new Message.Truncate(B), new Message.NewLeader(4));
    node.env.completeSyncs();
    assertThat(node.env.closed).doesNotContain(next);
    assertThat(node.again(bugs).last()).isEqualTo(on ? A : B);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLeaderServesAlone(boolean on) {
    ScriptedNode node = leader(ScriptedNode.only(on, SeededBug.ESTABLISHED_ALONE));
    node.receives(7, new Message.AckEpoch(2, C, 0, 0, List.of(B, C)));
    assertThat(node.activity).as("its own epoch is not durable").isEqualTo("inactive");
    node.env.completeSyncs();
    assertThat(node.activity).isEqualTo(on ? "leads 3" : "inactive");
    assertThat(node.delivered).hasSize(on ? 3 : 0);
    node.env.passMillis(500);
    node.receives(7, new Message.AckNewLeader(3));
    assertThat(node.activity).isEqualTo("leads 3");
    assertThat(node.env.sentOn(7, Message.UpToDate.class)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ELECTION_IGNORES_HISTORY, true, true",
    "VOTE_IGNORES_HISTORY, true, false",
    "FRESHNESS_UNCHECKED, false, true",
    "HOLE_ACCEPTED, false, false"
  })
  void historyIsIgnoredInTheElectionOrInDiscoveryOrInBoth(
      SeededBug bug, boolean inTheElection, boolean inDiscovery) {
    ScriptedNode looking = veteran(bug);
    Vote staleButHigher = new Vote(0, 0, 3);
    looking.zab.on(
        new Event.Datagram(
            new Notification(3, Notification.State.LOOKING, looking.zab.round(), staleButHigher)
                .toBytes()));
    assertThat(looking.env.notifications.getLast().vote().equals(staleButHigher))
        .isEqualTo(inTheElection);

    ScriptedNode leading = leader(bug);
    leading.receives(7, new Message.AckEpoch(2, C + 1, 0, 0, List.of(C + 1)));
    assertThat(leading.env.closed.contains(7L)).isEqualTo(!inDiscovery);
    assertThat(leading.env.sentOn(7, Message.Truncate.class)).hasSize(inDiscovery ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFollowerAppliesAProposalWhenItComes(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.FOLLOWER_APPLIES_PROPOSALS);
    long link = node.follow();
    node.serve(link, 1, A);
    node.receives(link, proposal(B));
    assertThat(node.delivered).hasSize(on ? 2 : 1);
    node.receives(link, new Message.Commit(B));
    assertThat(node.delivered).containsExactly(A, B);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSnapshotTakesBackWhatWasAppliedTooEarly(boolean on) {
    ScriptedNode node = fresh(on, SeededBug.FOLLOWER_APPLIES_PROPOSALS);
    long link = node.follow();
    node.serve(link, 1, A);
    node.receives(link, proposal(B), proposal(B + 1));
    node.zab.on(new Event.LinkDown(link));
    long next = node.follow();
    node.receives(next, new Message.LeaderInfo(4));
    node.env.completeSyncs();
    assertThat(node.env.sentOn(next, Message.AckEpoch.class))
        .first()
        .returns(on ? B + 1 : A, Message.AckEpoch::applied);
    node.receives(
        next,
        new Message.SnapshotBegin(A),
        new Message.SnapshotChunk(new byte[1]),
        new Message.SnapshotEnd(),
        proposal(C),
        new Message.NewLeader(4));
    node.env.completeSyncs();
    node.receives(next, new Message.UpToDate(C));
    assertThat(node.delivered).containsExactly(A, C);
    assertThat(node.env.closed).doesNotContain(next);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void halfOfTheNodesAreAMajority(boolean on) {
    ScriptedNode node = leader(ScriptedNode.only(on, SeededBug.QUORUM_SHORT));
    node.receives(7, new Message.AckEpoch(2, C, 0, 0, List.of(B, C)));
    node.env.completeSyncs();
    assertThat(node.activity).isEqualTo(on ? "leads 3" : "inactive");
  }
}
