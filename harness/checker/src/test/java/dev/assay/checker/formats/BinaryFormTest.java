package dev.assay.checker.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.History;
import dev.assay.checker.history.HistoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The compact form when it is whole, cut short, and corrupted. */
class BinaryFormTest {
  private static final long SEED = 7;

  private static List<Entry> history(int size) {
    List<Entry> entries = new ArrayList<>();
    for (int at = 0; at < size; at++) {
      EntryType type = at % 2 == 0 ? EntryType.INVOKE : EntryType.OK;
      Actor actor = new Actor.Client(at / 2 % 10);
      entries.add(
          Entry.line(at, type, actor, "write", (long) at)
              .withTime(at * 1000L)
              .withKey("k" + at % 7)
              .withNode("n1"));
    }
    return entries;
  }

  private static History read(byte[] bytes) throws IOException {
    return Reading.history(bytes, HistoryFormat.BINARY);
  }

  @Test
  void isMuchSmallerThanLines() throws IOException {
    List<Entry> entries = history(40_000);
    int binary = Reading.written(entries, HistoryFormat.BINARY, false).length;
    int lines = Reading.written(entries, HistoryFormat.JSONL, false).length;
    assertThat(lines).isGreaterThan(10 * binary);
  }

  @Test
  void anEmptyHistoryIsAHistory() throws IOException {
    History empty = read(Reading.written(List.of(), HistoryFormat.BINARY, false));
    assertThat(empty.entries()).isEmpty();
    assertThat(empty.notices()).isEmpty();
  }

  @Test
  void whatIsCutShortLosesItsLastChunk() throws IOException {
    List<Entry> entries = history(40_000);
    byte[] bytes = Reading.written(entries, HistoryFormat.BINARY, false);
    int end = BinaryForm.HEAD_BYTES + BinaryForm.END_BYTES;
    History noEnd = read(Arrays.copyOf(bytes, bytes.length - end));
    assertThat(noEnd.entries()).isEqualTo(entries);
    assertThat(noEnd.notices())
        .containsExactly(
            "byte %d: the file ends without its end mark: the recorder was stopped"
                .formatted(bytes.length - end));
    History cut = read(Arrays.copyOf(bytes, bytes.length - end - 1));
    assertThat(cut.entries()).isEqualTo(entries.subList(0, 2 * BinaryForm.CHUNK_ENTRIES));
    assertThat(cut.notices().getFirst()).contains("a last chunk that is cut short is left out");
    for (int length = 8; length < bytes.length; length += 1 + bytes.length / 200) {
      History part = read(Arrays.copyOf(bytes, length));
      assertThat(part.entries()).isEqualTo(entries.subList(0, part.entries().size()));
      assertThat(part.notices()).hasSize(1);
    }
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    byte[] bytes = Reading.written(history(300), HistoryFormat.BINARY, false);
    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] broken = bytes.clone();
        broken[at] ^= (byte) (1 << bit);
        assertThatThrownBy(() -> read(broken))
            .as("byte %d, bit %d", at, bit)
            .isInstanceOf(HistoryException.class)
            .hasMessageStartingWith("byte ");
      }
    }
  }

  @Test
  void somethingAfterTheEndIsBroken() throws IOException {
    byte[] bytes = Reading.written(history(10), HistoryFormat.BINARY, false);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> read(longer))
        .isInstanceOf(HistoryException.class)
        .hasMessage("byte %d: something comes after the end mark".formatted(bytes.length));
    byte[] later = bytes.clone();
    later[7] = 2;
    assertThatThrownBy(() -> read(later)).hasMessageContaining("version 2");
  }

  /** A chunk whose checksums are right and whose content is not. */
  @Test
  void nonsenseInAChunkIsBrokenToo() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      byte[] content = new byte[random.nextInt(200)];
      random.nextBytes(content);
      if (round % 2 == 0) {
        for (int at = 0; at < content.length; at++) {
          content[at] &= 3;
        }
      }
      try {
        ChunkReader chunk = new ChunkReader(content);
        for (Entry entry = chunk.next(); entry != null; entry = chunk.next()) {
          assertThat(entry.index()).isNotNegative();
        }
      } catch (HistoryException expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
  }
}
