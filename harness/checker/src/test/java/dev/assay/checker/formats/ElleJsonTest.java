package dev.assay.checker.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.History;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elle's command line reads JSON: this reads the same. */
class ElleJsonTest {
  private static final String FIRST =
      "{\"index\":4,\"time\":7,\"type\":\"invoke\",\"process\":0,\"f\":\"txn\","
          + "\"value\":[[\"append\",1,2],[\"r\",1,null]]}";
  private static final String SECOND =
      "{\"type\":\":ok\",\"process\":\"0\",\"f\":\":txn\","
          + "\"value\":[[\":append\",1,2],[\":r\",1,[2]]]}";

  private static void assertRead(List<Entry> entries) {
    assertThat(entries).hasSize(2);
    assertThat(entries.getFirst().index()).isZero();
    assertThat(entries.getFirst().time()).isEqualTo(7);
    assertThat(entries.getFirst().value())
        .isEqualTo(List.of(List.of("append", 1L, 2L), List.of("r", 1L, Nil.NIL)));
    assertThat(entries.getLast().type()).isEqualTo(EntryType.OK);
    assertThat(entries.getLast().actor()).isEqualTo(new Actor.Client(0));
    assertThat(entries.getLast().f()).isEqualTo("txn");
    assertThat(entries.getLast().value())
        .isEqualTo(List.of(List.of("append", 1L, 2L), List.of("r", 1L, List.of(2L))));
  }

  @Test
  void isAnArrayOrOneObjectAfterTheOther() throws IOException {
    assertRead(Reading.entries("[" + FIRST + "," + SECOND + "]"));
    assertRead(Reading.entries("[\n  " + FIRST + ",\n" + SECOND + "\n]\n"));
    assertRead(Reading.entries(FIRST + "\n" + SECOND + "\n"));
    assertRead(Reading.entries(FIRST.replace(",", ",\n") + SECOND));
    assertThat(Reading.history("[]", HistoryFormat.ELLE_JSON).entries()).isEmpty();
  }

  @Test
  void aGuessIsTold() throws IOException {
    assertThat(Reading.history(FIRST, HistoryFormat.AUTO).notices())
        .containsExactly("read as elle-cli's JSON, since it does not begin as our own format");
    assertThat(Reading.history(FIRST, HistoryFormat.ELLE_JSON).notices()).isEmpty();
  }

  @Test
  void ourOwnLinesStayOurs() throws IOException {
    String ours =
        "{\"index\":0,\"time\":1,\"type\":\"invoke\",\"process\":0,\"f\":\"read\",\"op\":3}\n";
    History history = Reading.history(ours, HistoryFormat.AUTO);
    assertThat(history.entries().getFirst().op()).isEqualTo(3);
    assertThatThrownBy(() -> Reading.entries(ours + ours))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("not dense");
  }

  @Test
  void ednWithNamesAsTextsStaysEdn() throws IOException {
    assertThat(Reading.entries("[{:type :invoke, :f :x}]")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "[{\"type\":\"ok\"}]",
        "[{\"type\":\"done\",\"process\":1}]",
        "[{\"type\":\"ok\",\"process\":1,\"f\":\"r\",\"value\":123456789012345678901}]",
        "[{\"type\":\"invoke\",\"process\":1,\"f\":\"r\"}",
        "[{\"type\":\"invoke\" \"process\":1}]",
      })
  void aBrokenLineIsNamed(String text) {
    assertThatThrownBy(() -> Reading.history("\n\n" + text, HistoryFormat.ELLE_JSON))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("line 3: ");
  }
}
