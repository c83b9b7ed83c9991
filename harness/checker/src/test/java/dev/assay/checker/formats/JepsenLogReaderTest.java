package dev.assay.checker.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class JepsenLogReaderTest {
  @Test
  void aLongLineIsReadAsAnyOther() throws IOException {
    String elements = " 7".repeat(1 << 20);
    List<Entry> entries =
        Reading.history(
                "INFO jepsen.util - 0 :invoke :read nil\nINFO jepsen.util - 0 :ok :read ["
                    + elements
                    + "]\n",
                HistoryFormat.JEPSEN_LOG)
            .entries();
    assertThat(entries).hasSize(2);
    assertThat((List<?>) entries.getLast().value()).hasSize(1 << 20);
  }

  @Test
  void aLineThatIsTooLongIsNamed() throws IOException {
    String text = "0 :invoke :read nil\n0 :ok :read [1 2 3 4 5 6 7]\n";
    JepsenLogReader reader = new JepsenLogReader(new StringReader(text), 20);
    reader.next();
    assertThatThrownBy(reader::next)
        .isInstanceOf(HistoryException.class)
        .hasMessage("line 2 is longer than 20 characters");
  }
}
