package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.run.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a disk keeps, and how it fails. */
class SimDiskTest {
  private static final long SECOND = 1_000_000_000L;

  private World world = new World(new Seed(1));
  private SimDisk disk = new SimDisk(world, new Seed(2).random());
  private final List<Long> synced = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  SimDiskTest() {
    boot();
  }

  private void boot() {
    disk.serve(
        new SimDisk.Listener() {
          @Override
          public void synced(long token) {
            synced.add(token);
          }

          @Override
          public void failed(String reason) {
            failures.add(reason);
          }
        });
  }

  private void fresh(long seed) {
    world = new World(new Seed(seed));
    disk = new SimDisk(world, new Seed(seed).fork("disk").random());
    boot();
  }

  private void settle() {
    assertThat(world.runUntil(world.now() + 60 * SECOND, () -> false)).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private String read(String name) {
    return new String(disk.read(name, 0, (int) disk.size(name)), StandardCharsets.US_ASCII);
  }

  private void durable(String name, String content) {
    disk.append(name, bytes(content));
    disk.sync(name);
    disk.syncDirectory();
    settle();
  }

  /**
   * The directory against a model: every name is certain or not, and a name that is there after a
   * power loss holds a content that it had at some time since it was certain.
   */
  @Test
  void aPowerLossLeavesEveryDurableNameAndAnySelectionOfLaterChanges() {
    TreeSet<String> fates = new TreeSet<>();
    for (long seed = 1; seed <= 500; seed++) {
      fresh(seed);
      durable("stays", "1");
      durable("deleted", "2");
      durable("renamed", "3");
      disk.append("created", bytes("4"));
      disk.sync("created");
      disk.delete("deleted");
      disk.rename("renamed", "other");
      disk.losePower();
      assertThat(read("stays")).as("seed %d", seed).isEqualTo("1");
      boolean back = disk.size("renamed") >= 0;
      assertThat(disk.size("other") >= 0).as("one of both names").isNotEqualTo(back);
      assertThat(read(back ? "renamed" : "other")).isEqualTo("3");
      fates.add(back ? "the renaming is lost" : "the renaming is kept");
      fates.add(disk.size("deleted") >= 0 ? "the deletion is lost" : "the deletion is kept");
      fates.add(disk.size("created") >= 0 ? "the creation is kept" : "the creation is lost");
    }
    assertThat(fates).hasSize(6);
  }

  @Test
  void aSyncOfTheDirectoryMakesAllEarlierChangesOfNamesDurable() {
    for (long seed = 1; seed <= 100; seed++) {
      fresh(seed);
      durable("a", "1");
      disk.rename("a", "b");
      disk.append("c", bytes("2"));
      disk.sync("c");
      disk.syncDirectory();
      settle();
      disk.delete("b");
      disk.append("b", bytes("3"));
      disk.losePower();
      assertThat(disk.list()).as("seed %d", seed).contains("c").doesNotContain("a");
      assertThat(read("c")).isEqualTo("2");
    }
  }

  @Test
  void aSyncCoversWhatWasWrittenBeforeItAndNothingElse() {
    TreeMap<Long, Long> sizes = new TreeMap<>();
    for (long seed = 1; seed <= 200; seed++) {
      fresh(seed);
      durable("f", "");
      disk.append("f", new byte[100]);
      disk.sync("f");
      disk.append("f", new byte[100]);
      settle();
      disk.losePower();
      sizes.merge(disk.size("f"), 1L, Long::sum);
    }
    assertThat(sizes.firstKey()).isGreaterThanOrEqualTo(100);
    assertThat(sizes.lastKey()).isLessThanOrEqualTo(200);
    assertThat(sizes).hasSizeGreaterThan(20);
  }

  @Test
  void aProcessThatDiesLosesNothingThatItWroteAndHearsOfNoSync() {
    disk.append("f", bytes("12"));
    disk.sync("f");
    disk.loseProcess();
    boot();
    settle();
    assertThat(synced).isEmpty();
    assertThat(read("f")).isEqualTo("12");
  }

  @Test
  void syncsCompleteInTheirOrderAndASlowDiskTakesItsTime() {
    disk.slowDown(SECOND);
    List<Long> asked = new ArrayList<>();
    disk.append("f", bytes("1"));
    for (int i = 0; i < 20; i++) {
      asked.add(disk.sync("f"));
    }
    assertThat(world.runUntil(SECOND / 2, () -> !synced.isEmpty())).isFalse();
    settle();
    assertThat(synced).isEqualTo(asked);
    disk.slowDown(0);
    long began = world.now();
    disk.sync("f");
    assertThat(world.runUntil(began + SECOND / 10, () -> synced.size() == 21)).isTrue();
  }

  @Test
  void aFullDiskTakesAPartOfWhatIsWrittenAndTellsTheProcessOnce() {
    durable("f", "12345");
    disk.full(true);
    disk.append("f", bytes("6789"));
    disk.append("f", bytes("never"));
    final long token = disk.sync("f");
    settle();
    assertThat(failures).containsExactly("no space left on device");
    assertThat(synced).doesNotContain(token);
    assertThat("123456789").startsWith(read("f"));
    assertThat(read("f")).startsWith("12345");
    assertThat(disk.refusals()).isEqualTo(1);
    disk.loseProcess();
    boot();
    disk.full(false);
    disk.append("f", bytes("x"));
    assertThat(read("f")).endsWith("x");
    assertThat(disk.faulty()).isFalse();
  }

  @Test
  void aWriteThatFailsFailsOnce() {
    disk.failNext(SimDisk.Failing.WRITE);
    disk.append("f", bytes("1234"));
    settle();
    assertThat(failures).containsExactly("input/output error in a write");
    assertThat(disk.faulty()).isTrue();
    disk.loseProcess();
    boot();
    disk.append("g", bytes("1"));
    settle();
    assertThat(failures).hasSize(1);
  }

  @Test
  void aSyncThatFailsDropsPagesAsIfTheyHadBeenWritten() {
    TreeSet<Long> sizes = new TreeSet<>();
    for (long seed = 1; seed <= 100; seed++) {
      fresh(seed);
      durable("f", "12345");
      failures.clear();
      synced.clear();
      disk.append("f", new byte[2_000]);
      disk.failNext(SimDisk.Failing.SYNC);
      disk.sync("f");
      settle();
      assertThat(failures).containsExactly("input/output error in a sync");
      assertThat(synced).isEmpty();
      disk.loseProcess();
      long left = disk.size("f");
      assertThat(new String(disk.read("f", 0, 5), StandardCharsets.US_ASCII)).isEqualTo("12345");
      sizes.add(left);
      boot();
      disk.sync("f");
      settle();
      disk.losePower();
      assertThat(disk.size("f")).as("what is left is left").isEqualTo(left);
    }
    assertThat(sizes).hasSizeGreaterThan(50);
  }

  @Test
  void afterAFailureNoCallHasAnyEffect() {
    durable("f", "12345");
    durable("g", "1");
    disk.full(true);
    disk.append("f", bytes("6"));
    long length = disk.size("f");
    disk.full(false);
    disk.append("f", bytes("7"));
    disk.truncate("f", 1);
    disk.rename("g", "h");
    disk.delete("f");
    int before = synced.size();
    disk.sync("f");
    disk.syncDirectory();
    settle();
    assertThat(synced).hasSize(before);
    assertThat(disk.size("f")).isEqualTo(length);
    assertThat(disk.list()).containsExactly("f", "g");
  }

  @Test
  void aFileThatIsNotThereCannotBeSynced() {
    assertThatThrownBy(() -> disk.sync("nothing")).hasMessage("no file nothing");
    assertThat(disk.size("nothing")).isEqualTo(-1);
  }
}
