package dev.assay.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Reading history.jsonl: what a killed harness leaves behind, and what is broken. */
class HistoryReaderTest {
  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(int index) {
    return "{\"index\":%d,\"time\":1,\"type\":\"invoke\",\"process\":%d,\"f\":\"read\"}"
        .formatted(index, index);
  }

  @Test
  void readsLineByLine() throws IOException {
    History history = History.read(bytes(line(0) + "\n" + line(1) + "\r\n"));
    assertThat(history.entries()).hasSize(2);
    assertThat(history.notices()).isEmpty();
  }

  @Test
  void anEmptyFileIsAnEmptyHistory() throws IOException {
    assertThat(History.read(bytes("")).entries()).isEmpty();
  }

  @Test
  void leavesOutALastLineWithoutItsNewline() throws IOException {
    for (String tail : new String[] {line(1), "{\"index\":1,\"ty", "\u00e4"}) {
      History history = History.read(bytes(line(0) + "\n" + tail));
      assertThat(history.entries()).hasSize(1);
      assertThat(history.notices()).singleElement().asString().contains("line 2", "left out");
    }
  }

  @Test
  void namesTheNumberOfABrokenLine() {
    assertThatThrownBy(() -> History.read(bytes(line(0) + "\n{\"index\":\n" + line(2) + "\n")))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("line 2: not JSON");
    assertThatThrownBy(() -> History.read(bytes(line(0) + "\n\n")))
        .hasMessageStartingWith("line 2:");
  }

  @Test
  void refusesAHistoryThatIsNotDense() {
    assertThatThrownBy(() -> History.read(bytes(line(0) + "\n" + line(2) + "\n")))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("line 2: the index is 2, expected 1");
  }

  @Test
  void boundsTheLengthOfALine() throws IOException {
    String longLine = line(0).replace("read", "r".repeat(300_000));
    assertThat(History.read(bytes(longLine + "\n")).entries()).hasSize(1);
    HistoryReader reader = new HistoryReader(bytes(longLine + "\n"), 200_000);
    assertThatThrownBy(reader::next)
        .isInstanceOf(HistoryException.class)
        .hasMessage("line 1 is longer than 200000 bytes");
  }
}
