package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryWriterTest {
  @TempDir private Path folder;

  private static Entry entry(long index) {
    return new Entry(
        index,
        index * 10,
        EntryType.INVOKE,
        new Actor.Client((int) index),
        "cas",
        index,
        "k",
        List.of(1L, 2L),
        null,
        "n1",
        "0x1",
        null);
  }

  @Test
  void eachLineIsInTheFileBeforeTheNextOneIsWritten() throws IOException {
    Path file = folder.resolve("history.jsonl");
    try (HistoryWriter writer = HistoryWriter.create(file)) {
      for (int index = 0; index < 10; index++) {
        writer.append(entry(index));
        History read = History.read(file);
        assertThat(read.entries()).hasSize(index + 1);
        assertThat(read.entries().getLast()).isEqualTo(entry(index));
        assertThat(read.notices()).isEmpty();
      }
    }
  }

  @Test
  void doesNotWriteOverAnotherHistory() {
    Path file = folder.resolve("history.jsonl");
    HistoryWriter.create(file).close();
    assertThatThrownBy(() -> HistoryWriter.create(file))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void saysThatItCannotBeWritten() {
    HistoryWriter writer = HistoryWriter.create(folder.resolve("history.jsonl"));
    writer.close();
    assertThatThrownBy(() -> writer.append(entry(0)))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("cannot write");
  }
}
