package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A file against the plainest model: a list of all versions of the content that may be on the
 * platter, each with how many of its bytes are certain.
 */
class SimFileTest {
  private static final int SEEDS = 3_000;

  /** What a power loss may leave, by the rules alone. */
  private static final class Model {
    private byte[] now = new byte[0];

    /** The contents on the platter that a cut which was not synced may leave in force. */
    private final List<byte[]> olds = new ArrayList<>();

    private int certain;

    void append(byte[] bytes) {
      now = Arrays.copyOf(now, now.length + bytes.length);
      System.arraycopy(bytes, 0, now, now.length - bytes.length, bytes.length);
    }

    void truncate(int size) {
      if (size < certain) {
        olds.add(Arrays.copyOf(now, certain));
        certain = size;
      }
      now = Arrays.copyOf(now, size);
    }

    void synced(int upTo) {
      certain = Math.max(certain, Math.min(upTo, now.length));
      olds.clear();
    }

    /** Either a cut did not happen, or what is certain is there and nothing beyond what was. */
    boolean allows(byte[] left) {
      boolean uncut = olds.stream().anyMatch(old -> Arrays.equals(old, left));
      boolean part =
          left.length >= certain
              && left.length <= now.length
              && Arrays.equals(left, 0, certain, now, 0, certain);
      return uncut || part;
    }
  }

  private static byte[] bytes(RandomGenerator dice) {
    byte[] bytes = new byte[1 + dice.nextInt(700)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (1 + dice.nextInt(255));
    }
    return bytes;
  }

  private static byte[] content(SimFile file) {
    return file.read(0, file.length());
  }

  @Test
  void aReaderSeesWhatWasWrittenAndAPowerLossLeavesOnlyWhatItMay() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomGenerator dice = new Seed(seed).random();
      SimFile file = new SimFile();
      Model model = new Model();
      for (int step = 0; step < 12; step++) {
        switch (dice.nextInt(6)) {
          case 0 -> {
            int size = dice.nextInt(model.now.length + 1);
            file.truncate(size);
            model.truncate(size);
          }
          case 1 -> {
            file.synced(file.length());
            model.synced(model.now.length);
          }
          case 2 -> {
            file.losePower(dice);
            byte[] left = content(file);
            assertThat(model.allows(left)).as("seed %d", seed).isTrue();
            model.now = left;
            model.certain = left.length;
            model.olds.clear();
          }
          default -> {
            byte[] more = bytes(dice);
            file.append(more);
            model.append(more);
          }
        }
        assertThat(content(file)).as("seed %d", seed).isEqualTo(model.now);
        assertThat(file.durable()).as("seed %d", seed).isEqualTo(model.certain);
        assertThat(file.settled()).as("seed %d", seed).isLessThanOrEqualTo(file.durable());
      }
    }
  }

  private static SimFile twoBatches() {
    SimFile file = new SimFile();
    file.append(filled(1_000, 1));
    file.synced(1_000);
    file.append(filled(2_000, 2));
    return file;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void everyKindOfTornTailIsSeen() {
    TreeSet<String> seen = new TreeSet<>();
    for (long seed = 1; seed <= 300; seed++) {
      SimFile file = twoBatches();
      file.losePower(new Seed(seed).random());
      byte[] left = content(file);
      assertThat(Arrays.equals(left, 0, 1_000, filled(1_000, 1), 0, 1_000)).isTrue();
      TreeSet<Byte> behind = new TreeSet<>();
      for (int i = 1_000; i < left.length; i++) {
        behind.add(left[i]);
      }
      behind.remove((byte) 2);
      seen.add(
          left.length == 1_000
              ? "nothing"
              : behind.isEmpty() ? "a part" : behind.size() == 1 ? "zeros" : "garbage");
    }
    assertThat(seen).contains("a part", "zeros", "garbage");
  }

  @Test
  void whatWasSettledIsWhatWasDurableBeforeTheLastBatch() {
    SimFile file = twoBatches();
    assertThat(file.settled()).isZero();
    file.synced(file.length());
    assertThat(file.settled()).isEqualTo(1_000);
    assertThat(file.durable()).isEqualTo(3_000);
    file.synced(file.length());
    assertThat(file.settled()).as("a sync of nothing new").isEqualTo(1_000);
    file.append(new byte[5]);
    file.losePower(new Seed(1).random());
    assertThat(file.settled()).as("nobody says so of the rest").isEqualTo(1_000);
    file.truncate(400);
    assertThat(file.settled()).isEqualTo(400);
  }

  @Test
  void aCopyBringsEverythingBack() {
    SimFile file = twoBatches();
    SimFile copy = file.copy();
    file.flip(17, 3);
    assertThat(file.read(17, 1)).containsExactly(1 ^ 8);
    file.damageFrom(500);
    assertThat(file.length()).isEqualTo(500);
    assertThat(file.durable()).isEqualTo(500);
    file.restore(copy);
    assertThat(content(file)).isEqualTo(content(twoBatches()));
    assertThat(file.durable()).isEqualTo(1_000);
  }
}
