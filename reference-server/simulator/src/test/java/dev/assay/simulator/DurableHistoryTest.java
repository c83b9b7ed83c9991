package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.log.LogEntry;
import dev.assay.server.log.Zxid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node would have after a power loss, read from real bytes of its disk. */
class DurableHistoryTest {
  private static final int SEGMENT = 400;
  private final Storing world = new Storing(1, SEGMENT);
  private final Checksum checksum = new Checksum();
  private final List<String> broken = new ArrayList<>();
  private int losses;
  private final DurableHistory history =
      new DurableHistory(world.disk(1), "n1", checksum, broken::add, () -> losses++);

  private boolean holds(int counter) {
    long zxid = Zxid.of(1, counter);
    return history.holds(zxid, checksum.of(StoringProgram.payload(zxid)));
  }

  @Test
  void anEntryCountsOnceItsSyncIsDone() {
    world.node(1).append(1, 1);
    assertThat(holds(1)).isFalse();
    world.settle();
    assertThat(holds(1)).isTrue();
    assertThat(holds(2)).isFalse();
    assertThat(broken).isEmpty();
  }

  @Test
  void anotherContentDoesNotCount() {
    world.node(1).append(1, 1);
    world.settle();
    assertThat(history.holds(Zxid.of(1, 1), checksum.of(new byte[] {1}))).isFalse();
  }

  @Test
  void entriesOfManySegmentsCount() {
    for (int counter = 1; counter <= 60; counter++) {
      world.node(1).append(counter, counter);
      world.settle();
      assertThat(holds(counter)).as("%d", counter).isTrue();
    }
    assertThat(world.disk(1).list().size()).isGreaterThan(5);
    assertThat(holds(1)).isTrue();
    assertThat(broken).isEmpty();
  }

  @Test
  void whatWasTakenBackDoesNotCount() {
    world.node(1).append(1, 5);
    world.settle();
    world.node(1).storage().truncate(Zxid.of(1, 3));
    world.settle();
    assertThat(holds(3)).isTrue();
    assertThat(holds(4)).isFalse();
    assertThat(losses).isPositive();
  }

  @Test
  void aSnapshotStandsForWhatItCovers() {
    for (int counter = 1; counter <= 40; counter++) {
      world.node(1).append(counter, counter);
      world.settle();
    }
    world.node(1).storage().snapshot(Zxid.of(1, 30), List.of(new byte[9]).iterator());
    world.settle();
    world.settle();
    assertThat(world.disk(1).list()).doesNotContain("log.0000000001");
    assertThat(holds(1)).isTrue();
    assertThat(holds(30)).isTrue();
    assertThat(holds(40)).isTrue();
    assertThat(holds(41)).isFalse();
    assertThat(broken).isEmpty();
  }

  @Test
  void aLeadersSnapshotReplacesAllEntries() {
    world.node(1).append(1, 5);
    world.settle();
    world.node(1).storage().install(Zxid.of(2, 7), List.of(new byte[9]), () -> {});
    world.settle();
    assertThat(holds(5)).isTrue();
    assertThat(history.holds(Zxid.of(2, 7), 0)).isTrue();
    assertThat(history.holds(Zxid.of(2, 8), 0)).isFalse();
    world.node(1).append(Zxid.of(2, 8), new byte[] {1});
    world.settle();
    assertThat(history.holds(Zxid.of(2, 8), checksum.of(new byte[] {1}))).isTrue();
    assertThat(broken).isEmpty();
  }

  @Test
  void anUnsyncedNameDoesNotCount() {
    byte[] log = logOf(1, 3);
    Storing other = new Storing(1, SEGMENT);
    DurableHistory watched = watch(other);
    other.disk(1).append("log.0000000002", log);
    other.disk(1).sync("log.0000000002");
    other.settle();
    assertThat(watched.holds(Zxid.of(1, 1), contentOf(1))).isFalse();
  }

  @Test
  void whatStandsBehindATornTailDoesNotCount() {
    byte[] log = logOf(1, 3);
    Storing other = new Storing(1, SEGMENT);
    DurableHistory watched = watch(other);
    SimDisk disk = other.disk(1);
    String name = "log.0000000001";
    disk.truncate(name, 0);
    disk.append(name, log);
    disk.append(name, new byte[] {1, 2, 3});
    disk.sync(name);
    other.settle();
    assertThat(watched.holds(Zxid.of(1, 3), contentOf(3))).isTrue();
    disk.append(name, tail(logOf(1, 4), log.length));
    disk.sync(name);
    other.settle();
    assertThat(watched.holds(Zxid.of(1, 4), contentOf(4))).isFalse();
  }

  @Test
  void aSegmentThatAPowerLossMayTakeDoesNotCount() {
    world.node(1).append(1, 2);
    world.settle();
    world.disk(1).delete("log.0000000001");
    assertThat(holds(1)).isFalse();
  }

  @Test
  void aPowerLossTakesNothingThatCounted() {
    for (int counter = 1; counter <= 20; counter++) {
      world.node(1).append(counter, counter);
      world.settle();
      world.node(1).append(Zxid.of(1, counter + 1), new byte[2_000]);
      world.ensemble.crash(1, true);
      assertThat(holds(counter)).isTrue();
      world.ensemble.boot(1);
      world.settle();
      boolean kept = world.node(1).storage().history().last() > Zxid.of(1, counter);
      if (kept) {
        world.node(1).storage().truncate(Zxid.of(1, counter));
      }
      world.settle();
      assertThat(holds(counter)).isTrue();
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void aDamagedDiskIsExcusedForWhatItHad() {
    world.node(1).append(1, 3);
    world.settle();
    world.disk(1).aboutToDamage();
    world.disk(1).delete("log.0000000001");
    world.disk(1).syncDirectory();
    world.settle();
    assertThat(holds(3)).isTrue();
    assertThat(holds(4)).isFalse();
    assertThat(broken).isEmpty();
  }

  @Test
  void entriesThatDoNotFollowOneAnotherAreTold() {
    byte[] three = logOf(1, 3);
    byte[] one = logOf(1, 1);
    put(three, tail(logOf(1, 2), one.length));
    assertThat(broken).anyMatch(what -> what.contains("0x100000002 stands behind 0x100000003"));
  }

  @Test
  void aCurrentEpochAboveTheAcceptedOneIsTold() {
    world.node(1).storage().acceptEpoch(4);
    world.node(1).storage().enterEpoch(4);
    world.settle();
    assertThat(broken).isEmpty();
    world.node(1).storage().enterEpoch(5);
    world.settle();
    assertThat(broken).anyMatch(what -> what.contains("current epoch 5 above accepted epoch 4"));
  }

  @Test
  void epochsThatGoBackAreTold() {
    world.node(1).storage().acceptEpoch(4);
    world.settle();
    world.node(1).storage().acceptEpoch(3);
    world.settle();
    assertThat(broken).anyMatch(what -> what.contains("go back from 4"));
  }

  @Test
  void aSnapshotThatMayBeLeftWithoutALogIsTold() {
    world.node(1).append(1, 3);
    world.settle();
    world.node(1).storage().snapshot(Zxid.of(1, 3), List.of(new byte[9]).iterator());
    world.settle();
    assertThat(broken).isEmpty();
    world.disk(1).delete("log.0000000001");
    assertThat(broken).anyMatch(what -> what.contains("a snapshot without a log"));
  }

  /** The deletions of a purge may last, and the name of a segment that begins just then not. */
  @Test
  void aPurgeLeavesALogWhileANewSegmentBegins() {
    world.node(1).append(1, 10);
    world.settle();
    world.node(1).storage().snapshot(Zxid.of(1, 10), List.of(new byte[9]).iterator());
    world.world.runUntil(
        Long.MAX_VALUE, () -> world.disk(1).list().contains("snapshot.000000010000000a"));
    world.node(1).append(11, 11);
    world.settle();
    assertThat(world.disk(1).list()).contains("log.0000000002");
    assertThat(holds(11)).isTrue();
    assertThat(broken).isEmpty();
  }

  private DurableHistory watch(Storing other) {
    return new DurableHistory(other.disk(1), "n1", checksum, broken::add, () -> {});
  }

  private int contentOf(int counter) {
    return checksum.of(StoringProgram.payload(Zxid.of(1, counter)));
  }

  /** The bytes of a log that holds these entries. */
  private static byte[] logOf(int first, int last) {
    Storing other = new Storing(1, 1 << 20);
    for (int counter = first; counter <= last; counter++) {
      long zxid = Zxid.of(1, counter);
      other.node(1).storage().append(new LogEntry(zxid, StoringProgram.payload(zxid)));
      other.settle();
    }
    return other.disk(1).read("log.0000000001", 0, 1 << 20);
  }

  private static byte[] tail(byte[] bytes, int from) {
    return java.util.Arrays.copyOfRange(bytes, from, bytes.length);
  }

  /** Has the disk hold these bytes as its log, durably. */
  private void put(byte[]... parts) {
    String name = "log.0000000001";
    world.disk(1).truncate(name, 0);
    for (byte[] part : parts) {
      world.disk(1).append(name, part);
    }
    world.disk(1).sync(name);
    world.settle();
  }
}
