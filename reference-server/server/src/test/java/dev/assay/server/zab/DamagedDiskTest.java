package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.log.Zxid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node tells what a crash may leave from what was damaged, and refuses to serve with the latter.
 */
class DamagedDiskTest {
  private static final long FIRST = Zxid.of(2, 1);

  /** A node that has several segments, and snapshots when asked for. */
  private static ScriptedEnv disk(int snapshotEvery) {
    ScriptedNode node = new ScriptedNode(new ScriptedEnv(), snapshotEvery);
    node.env.completeSyncs();
    long link = node.follow();
    node.serve(link, 2);
    for (int i = 0; i < 9; i++) {
      node.receives(link, new Message.Proposal(FIRST + i, new byte[40]));
      node.env.completeSyncs();
    }
    node.receives(link, new Message.Commit(FIRST + 8));
    node.env.completeSyncs();
    return node.env.rebooted();
  }

  private static String lastLog(ScriptedEnv env) {
    return env.files.floorKey("log.9");
  }

  private static ScriptedEnv damaged(ScriptedEnv env, String file, int offset) {
    byte[] bytes = env.read(file, 0, (int) env.size(file));
    bytes[offset] ^= 0x10;
    env.files.put(file, bytes);
    return env;
  }

  private static ScriptedNode booted(ScriptedEnv env, SeededBug... bugs) {
    ScriptedNode node = new ScriptedNode(env, 1000, bugs);
    env.completeSyncs();
    return node;
  }

  @Test
  void everyCutOfTheNewestSegmentIsATornTail() {
    ScriptedEnv whole = disk(1000);
    String log = lastLog(whole);
    for (int length = 0; length < whole.size(log); length++) {
      ScriptedEnv env = whole.rebooted();
      env.files.put(log, Arrays.copyOf(whole.read(log, 0, length), length));
      ScriptedNode node = booted(env);
      assertThat(env.halts).as("cut to %d bytes", length).isEmpty();
      assertThat(node.zab.storage().history().last()).isLessThan(FIRST + 9);
    }
  }

  @Test
  void everyChangedByteOfAnOlderSegmentIsRefused() {
    ScriptedEnv whole = disk(1000);
    String log = "log.0000000002";
    assertThat(whole.files).containsKeys(log, "log.0000000003");
    for (int offset = 0; offset < whole.size(log); offset++) {
      ScriptedEnv env = damaged(whole.rebooted(), log, offset);
      ScriptedNode node = booted(env);
      assertThat(env.halts).as("byte %d", offset).hasSize(1);
      assertThat(env.halts.getFirst()).contains(log).contains("damaged");
      assertThat(node.zab.status().mode()).isEqualTo("looking");
      assertThat(env.notifications).as("it does not vote").isEmpty();
    }
  }

  @Test
  void everyCutOfAnOlderSegmentIsRefused() {
    ScriptedEnv whole = disk(1000);
    String log = "log.0000000002";
    for (int length = 0; length < whole.size(log); length++) {
      ScriptedEnv env = whole.rebooted();
      env.files.put(log, whole.read(log, 0, length));
      booted(env);
      assertThat(env.halts).as("cut to %d bytes", length).hasSize(1);
      assertThat(env.halts.getFirst()).containsAnyOf("missing", "damaged at byte");
    }
  }

  @Test
  void aLogWithoutTheSnapshotThatWasInstalledIsRefused() {
    ScriptedNode node = ScriptedNode.fresh();
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    node.receives(
        link,
        new Message.SnapshotBegin(FIRST),
        new Message.SnapshotChunk(new byte[5]),
        new Message.SnapshotEnd(),
        new Message.NewLeader(3));
    node.env.completeSyncs();
    ScriptedEnv env = node.env.rebooted();
    String snapshot = env.files.ceilingKey("snapshot.");
    assertThat(snapshot).startsWith("snapshot.");
    env.files.remove(snapshot);
    booted(env);
    assertThat(env.halts).hasSize(1);
    assertThat(env.halts.getFirst()).contains("missing");
  }

  @Test
  void damageBelowWhatALaterRecordCallsDurableIsRefused() {
    ScriptedNode node = ScriptedNode.fresh();
    long link = node.follow();
    node.serve(link, 2);
    node.receives(link, new Message.Proposal(FIRST, new byte[4]));
    node.env.completeSyncs();
    ScriptedEnv env = node.env.rebooted();
    String log = lastLog(env);
    int size = (int) env.size(log);
    booted(damaged(env, log, 60));
    assertThat(size).isGreaterThan(60);
    assertThat(env.halts).hasSize(1);
    assertThat(env.halts.getFirst()).contains("safely on disk");
  }

  @Test
  void aMissingSegmentIsRefused() {
    ScriptedEnv env = disk(1000);
    env.files.remove("log.0000000002");
    booted(env);
    assertThat(env.halts).hasSize(1);
    assertThat(env.halts.getFirst()).contains("missing");
  }

  @Test
  void everyChangedByteOfASnapshotIsRefused() {
    ScriptedEnv whole = disk(4);
    String snapshot = whole.files.ceilingKey("snapshot.");
    assertThat(snapshot).startsWith("snapshot.");
    for (int offset = 0; offset < whole.size(snapshot); offset++) {
      ScriptedEnv env = damaged(whole.rebooted(), snapshot, offset);
      booted(env);
      assertThat(env.halts).as("byte %d", offset).hasSize(1);
    }
  }

  /** A log whose last record is torn: the second of two entries. */
  private static ScriptedEnv torn() {
    ScriptedNode node = ScriptedNode.fresh();
    long link = node.follow();
    node.serve(link, 2);
    for (int i = 0; i < 2; i++) {
      node.receives(link, new Message.Proposal(FIRST + i, new byte[4]));
      node.env.completeSyncs();
    }
    ScriptedEnv env = node.env.rebooted();
    String log = lastLog(env);
    env.files.put(log, env.read(log, 0, (int) env.size(log) - 3));
    return env;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withABugWhatFollowsATornTailIsNotFoundAgain(boolean on) {
    SeededBug[] bugs = ScriptedNode.only(on, SeededBug.TORN_TAIL_KEPT);
    ScriptedEnv env = torn();
    env.segmentBytes = 1000;
    ScriptedNode node = booted(env, bugs);
    assertThat(node.last()).isEqualTo(FIRST);
    long link = node.follow();
    node.receives(link, new Message.LeaderInfo(3));
    node.env.completeSyncs();
    node.receives(link, new Message.Proposal(FIRST + 1, new byte[4]), new Message.NewLeader(3));
    node.env.completeSyncs();
    assertThat(node.env.sentOn(link)).endsWith(new Message.AckNewLeader(3));
    ScriptedNode again = booted(node.env.rebooted(), bugs);
    assertThat(again.env.halts).isEmpty();
    assertThat(again.last()).isEqualTo(on ? FIRST : FIRST + 1);
    assertThat(again.zab.storage().currentEpoch()).isEqualTo(on ? 2 : 3);
  }

  @Test
  void withoutThatBugADamagedRecordBehindATornTailIsRefused() {
    ScriptedEnv before = torn();
    before.segmentBytes = 1000;
    ScriptedNode node = booted(before, SeededBug.TORN_TAIL_KEPT);
    node.receives(node.follow(), new Message.LeaderInfo(3));
    node.env.completeSyncs();
    ScriptedEnv env = node.env.rebooted();
    booted(env);
    assertThat(env.halts).hasSize(1);
  }

  @Test
  void withABugWholeSegmentsThatHoldATornTailAreRead() {
    ScriptedEnv env = disk(1000);
    String log = "log.0000000002";
    env.files.put(log, env.read(log, 0, (int) env.size(log) - 3));
    ScriptedNode node = booted(env, SeededBug.TORN_TAIL_KEPT);
    assertThat(env.halts).isEmpty();
    assertThat(node.last()).isEqualTo(FIRST + 8);
  }

  @Test
  void withABugChecksumsAreNotLookedAtAndNoDamageEndsInAnException() {
    ScriptedEnv whole = disk(1000);
    int wrong = 0;
    for (String log : whole.files.keySet()) {
      for (int offset = 0; offset < whole.size(log); offset++) {
        ScriptedEnv env = damaged(whole.rebooted(), log, offset);
        ScriptedNode node = booted(env, SeededBug.CHECKSUM_IGNORED);
        boolean reads = env.halts.isEmpty() && node.last() == FIRST + 8;
        wrong += reads ? 1 : 0;
      }
    }
    assertThat(wrong).as("changed bytes of payloads, mostly").isGreaterThan(9 * 40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.0000000002", "snapshot."})
  void withABugANodeWhoseDataAreDamagedBeginsWithNothing(String prefix) {
    ScriptedEnv whole = disk(prefix.equals("snapshot.") ? 4 : 1000);
    String file = whole.files.ceilingKey(prefix);
    ScriptedEnv env = damaged(whole.rebooted(), file, 60);
    ScriptedNode node = booted(env, SeededBug.CORRUPT_AS_EMPTY);
    assertThat(env.halts).isEmpty();
    assertThat(env.notifications).as("it votes").isNotEmpty();
    assertThat(env.notifications.getLast().vote()).isEqualTo(new Vote(0, 0, 1));
    assertThat(node.zab.storage().acceptedEpoch()).isZero();
    assertThat(env.list()).as("the old files are out of the way").containsExactly(lastLog(env));
    ScriptedNode again = booted(env.rebooted());
    assertThat(again.env.halts).isEmpty();
    assertThat(again.last()).isZero();
  }
}
