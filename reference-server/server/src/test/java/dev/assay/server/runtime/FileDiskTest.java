package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.server.env.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest {
  private static final long LIMIT = 1 << 20;

  @TempDir private Path directory = Path.of("");
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private FileDisk disk = new FileDisk(directory, events::add, LIMIT);

  @BeforeEach
  void open() {
    disk.close();
    disk = new FileDisk(directory, events::add, LIMIT);
  }

  @AfterEach
  void close() {
    disk.close();
  }

  @Test
  void readsWhatWasAppended() {
    disk.append("log", bytes("hello "));
    disk.append("log", bytes("world"));

    assertThat(text(disk.read("log", 0, 100))).isEqualTo("hello world");
    assertThat(text(disk.read("log", 3, 5))).isEqualTo("lo wo");
    assertThat(disk.read("log", 11, 5)).isEmpty();
    assertThat(disk.size("log")).isEqualTo(11);
    assertThat(disk.size("other")).isEqualTo(-1);
  }

  @Test
  void appendsToAFileThatAnotherIncarnationWrote() {
    disk.append("log", bytes("one"));
    disk.close();
    disk = new FileDisk(directory, events::add, LIMIT);

    disk.append("log", bytes("two"));

    assertThat(text(disk.read("log", 0, 100))).isEqualTo("onetwo");
  }

  @Test
  void changesTakeEffectInTheOrderOfTheCalls() {
    disk.append("new", bytes("12345"));
    disk.truncate("new", 3);
    disk.append("new", bytes("x"));
    disk.append("old", bytes("replaced"));
    disk.rename("new", "old");
    disk.append("gone", bytes("1"));
    disk.delete("gone");
    disk.delete("never");

    assertThat(disk.list()).containsExactly("old");
    assertThat(text(disk.read("old", 0, 100))).isEqualTo("123x");
  }

  @Test
  void appendsAfterARenameGoToTheNewName() {
    disk.append("a", bytes("1"));
    disk.append("b", bytes("2"));
    disk.rename("a", "b");
    disk.append("b", bytes("3"));
    disk.append("a", bytes("4"));

    assertThat(text(disk.read("b", 0, 9))).isEqualTo("13");
    assertThat(text(disk.read("a", 0, 9))).isEqualTo("4");
  }

  @Test
  void eachSyncIsReportedOnceAndInOrder() throws InterruptedException {
    disk.append("log", bytes("1"));
    long first = disk.sync("log");
    disk.append("log", bytes("2"));
    long second = disk.sync("log");
    long third = disk.syncDirectory();

    assertThat(List.of(next(), next(), next()))
        .containsExactly(
            new Event.Synced(first), new Event.Synced(second), new Event.Synced(third));
    disk.close();
    assertThat(events).isEmpty();
  }

  @Test
  void worksOnMoreFilesThanItKeepsOpen() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      disk.append("file" + i, bytes("a"));
    }
    for (int i = 0; i < 50; i++) {
      disk.append("file" + i, bytes("b"));
      assertThat(next(disk.sync("file" + i))).isTrue();
    }

    assertThat(disk.list()).hasSize(50);
    assertThat(text(disk.read("file7", 0, 9))).isEqualTo("ab");
  }

  @Test
  void reportsTheFirstFailureAndDoesNothingAfterwards() throws Exception {
    Files.createDirectory(directory.resolve("folder"));
    disk.append("folder", bytes("1"));
    disk.append("log", bytes("1"));
    disk.sync("log");
    disk.syncDirectory();
    disk.close();

    assertThat(next()).isInstanceOf(Event.DiskFailed.class);
    assertThat(events).isEmpty();
    assertThat(Files.exists(directory.resolve("log"))).isFalse();
  }

  @Test
  void cuttingAFileToMoreThanItHoldsIsAFailure() throws InterruptedException {
    disk.append("log", bytes("1"));
    disk.truncate("log", 2);

    assertThat(next()).isInstanceOf(Event.DiskFailed.class);
  }

  @Test
  void aBacklogAboveTheLimitIsAFailure() throws InterruptedException {
    disk.append("log", new byte[(int) LIMIT + 1]);

    assertThat(next())
        .isInstanceOfSatisfying(
            Event.DiskFailed.class, failed -> assertThat(failed.reason()).contains("too slow"));
  }

  @Test
  void refusesNamesThatLeaveTheDirectory() {
    assertThatThrownBy(() -> disk.append("../x", bytes("1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> disk.delete("a/b")).isInstanceOf(IllegalArgumentException.class);
  }

  private Event next() throws InterruptedException {
    return Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "no event within 10 s");
  }

  private boolean next(long token) throws InterruptedException {
    return next().equals(new Event.Synced(token));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
