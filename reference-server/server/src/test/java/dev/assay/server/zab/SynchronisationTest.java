package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.log.Zxid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Discovery and every way to synchronise, at a leader with 1.1, 1.2, 2.1 in its log. */
class SynchronisationTest {
  private static final long A = Zxid.of(1, 1);
  private static final long B = Zxid.of(1, 2);
  private static final long C = Zxid.of(2, 1);

  /** A leader whose node 2 has said that it had accepted epoch 2. */
  private static ScriptedNode leader() {
    ScriptedNode past = ScriptedNode.fresh();
    past.serve(past.follow(), 2, A, B, C);
    ScriptedNode node = new ScriptedNode(past.env.rebooted(), 1000);
    node.env.completeSyncs();
    node.lead();
    node.receives(7, new Message.FollowerInfo(2, 2, 1));
    node.env.completeSyncs();
    return node;
  }

  private static List<Message> answerTo(Message.AckEpoch ack) {
    ScriptedNode node = leader();
    node.receives(7, ack);
    List<Message> sent = node.env.sentOn(7);
    assertThat(sent.getFirst()).isEqualTo(new Message.LeaderInfo(3));
    return sent.stream().skip(1).filter(message -> !(message instanceof Message.Ping)).toList();
  }

  private static List<String> shapes(List<Message> messages) {
    return messages.stream()
        .map(message ->
            switch (message) {
              case Message.Proposal p -> "proposal " + name(p.zxid());
              case Message.Truncate t -> "truncate " + name(t.zxid());
              case Message.SnapshotBegin s -> "snapshot " + name(s.zxid());
              default -> message.getClass().getSimpleName();
            })
        .toList();
  }

  private static String name(long zxid) {
    return Zxid.epoch(zxid) + "." + Zxid.counter(zxid);
  }

  @Test
  void anEmptyFollowerGetsAllAsDifference() {
    assertThat(shapes(answerTo(new Message.AckEpoch(0, 0, 0, 0, List.of()))))
        .containsExactly("proposal 1.1", "proposal 1.2", "proposal 2.1", "NewLeader");
  }

  @Test
  void aFollowerThatLagsGetsTheDifference() {
    assertThat(shapes(answerTo(new Message.AckEpoch(1, A, 0, 0, List.of(A)))))
        .containsExactly("proposal 1.2", "proposal 2.1", "NewLeader");
  }

  @Test
  void aFollowerThatIsLevelGetsNothing() {
    assertThat(shapes(answerTo(new Message.AckEpoch(2, C, 0, 0, List.of(B, C)))))
        .containsExactly("NewLeader");
  }

  @Test
  void aFollowerThatHasMoreOfAnEpochIsCutBack() {
    long longer = Zxid.of(1, 5);
    assertThat(shapes(answerTo(new Message.AckEpoch(1, longer, 0, 0, List.of(longer)))))
        .containsExactly("truncate 1.2", "proposal 2.1", "NewLeader");
  }

  @Test
  void theCommonPointIsSoughtEpochByEpoch() {
    long stray = Zxid.of(1, 1);
    long ofItsOwn = Zxid.of(1, 1) + (1L << 32) + 5;
    ScriptedNode node = leader();
    assertThat(node.zab.storage().history().commonWith(0, List.of(stray, ofItsOwn)))
        .as("2.6 of another history shares 2.1 with ours")
        .isEqualTo(C);
    assertThat(node.zab.storage().history().commonWith(0, List.of(stray, Zxid.of(3, 1))))
        .as("3.1 is above 2.1, and yet only 1.1 is common")
        .isEqualTo(A);
  }

  @Test
  void aFollowerFromBeforeTheLogGetsASnapshot() {
    ScriptedNode past = new ScriptedNode(new ScriptedEnv(), 3);
    past.env.completeSyncs();
    past.serve(past.follow(), 2, A, B, C);
    past.env.completeSyncs();
    assertThat(past.env.list()).anyMatch(name -> name.startsWith("snapshot."));
    ScriptedNode node = new ScriptedNode(past.env.rebooted(), 1000);
    node.env.completeSyncs();
    node.lead();
    node.receives(7, new Message.FollowerInfo(2, 2, 1));
    node.env.completeSyncs();
    node.receives(7, new Message.AckEpoch(1, A, 0, 0, List.of(A)));
    assertThat(shapes(node.env.sentOn(7)))
        .contains("snapshot 2.1", "SnapshotChunk", "SnapshotEnd", "NewLeader")
        .doesNotContain("proposal 1.2");
  }

  @Test
  void theFollowerCutsItsLogAndKeepsItCutAfterARestart() {
    ScriptedNode past = ScriptedNode.fresh();
    past.serve(past.follow(), 2, A, B, C);
    ScriptedNode node = new ScriptedNode(past.env.rebooted(), 1000);
    node.env.completeSyncs();
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(4));
    node.env.completeSyncs();
    node.receives(
        link,
        new Message.Truncate(A),
        new Message.Proposal(Zxid.of(3, 1), new byte[1]),
        new Message.NewLeader(4));
    node.env.completeSyncs();
    ScriptedNode again = new ScriptedNode(node.env.rebooted(), 1000);
    assertThat(again.zab.storage().history().epochEnds()).containsExactly(A, Zxid.of(3, 1));
  }

  @Test
  void anEpochThatWasAcceptedBeforeDoesNotCount() {
    ScriptedNode node = leader();
    node.receives(7, new Message.AckEpoch(-1, 0, 0, 0, List.of()));
    node.env.completeSyncs();
    assertThat(node.env.sentOn(7, Message.NewLeader.class)).isEmpty();
    node.receives(
        8, new Message.FollowerInfo(3, 2, 1), new Message.AckEpoch(2, C, 0, 0, List.of(C)));
    assertThat(node.env.sentOn(7, Message.NewLeader.class)).hasSize(1);
  }

  @Test
  void aFollowerThatIsFresherEndsTheLeadership() {
    ScriptedNode node = leader();
    node.receives(7, new Message.AckEpoch(2, C + 1, 0, 0, List.of(C + 1)));
    assertThat(node.env.closed).contains(7L, 8L);
    assertThat(node.env.notifications.getLast().state()).isEqualTo(Notification.State.LOOKING);
  }

  @Test
  void aFollowerThatAcceptedANewerEpochForcesANewOne() {
    ScriptedNode node = leader();
    node.receives(8, new Message.FollowerInfo(3, 9, 1));
    assertThat(node.env.notifications.getLast().state()).isEqualTo(Notification.State.LOOKING);
  }

  @Test
  void aFollowerRefusesAnOlderEpochAndAHole() {
    ScriptedNode past = ScriptedNode.fresh();
    past.serve(past.follow(), 5, A);
    ScriptedNode node = new ScriptedNode(past.env.rebooted(), 1000);
    node.env.completeSyncs();
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(4));
    assertThat(node.env.closed).contains(link);

    ScriptedNode other = ScriptedNode.fresh();
    long serving = other.follow();
    other.serve(serving, 2, A);
    other.receives(serving, new Message.Proposal(Zxid.of(2, 2), new byte[1]));
    assertThat(other.env.closed).contains(serving);
  }

  @Test
  void proposalsAreForwardedFromNewLeaderOnWithoutGapOrRepetition() {
    ScriptedNode node = leader();
    node.receives(7, new Message.AckEpoch(2, C, 0, 0, List.of(B, C)));
    node.env.completeSyncs();
    node.receives(7, new Message.AckNewLeader(3));
    node.zab.submit(new byte[1]);
    node.receives(
        8, new Message.FollowerInfo(3, 1, 1), new Message.AckEpoch(1, B, 0, 0, List.of(B)));
    node.zab.submit(new byte[1]);
    assertThat(shapes(node.env.sentOn(8)))
        .filteredOn(shape -> !shape.equals("Ping"))
        .containsExactly("LeaderInfo", "proposal 2.1", "proposal 3.1", "NewLeader", "proposal 3.2");
  }
}
