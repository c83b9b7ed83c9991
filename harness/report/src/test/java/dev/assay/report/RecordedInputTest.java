package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of histories that somebody else recorded. */
final class RecordedInputTest {
  @TempDir private Path folder;

  private String page(String model, String edn) throws IOException {
    Path page = folder.resolve("page.html");
    ReportWriter.write(RecordedHistories.judged(model, edn, folder), page);
    return Files.readString(page);
  }

  @Test
  void aCycleIsDrawnWithItsReasons() throws IOException {
    String page = page("list-append", RecordedHistories.WRITE_SKEW);
    assertThat(page)
        .contains(
            "recorded.edn, judged as list-append", "“strict-serializable” is broken (G2-item)")
        .contains("class=\"config\"", "T1 of process 0 from line 1 to 3", ">rw on ")
        .contains("none: a line of the history stands for a millisecond")
        .doesNotContain("<img>", "Faults proven", "No fault was asked for", "junit.xml", ">Seed<");
  }

  @Test
  void ordersAreDrawnWithTheirStatesAndEnds() throws IOException {
    String page = page("register", RecordedHistories.STALE_READ);
    assertThat(page)
        .contains(">state 2<", ">✕ w1, w2<", "r3 (read of 1) is not possible in this state")
        .contains("Recorded over")
        .doesNotContain("stands for a millisecond");
  }

  @Test
  void timesOfAWallClockAreCountedFromTheFirstOne() throws IOException {
    String edn =
        """
        {:type :invoke, :process 0, :f :write, :value 1, :time 1700000000000000000}
        {:type :ok, :process 0, :f :write, :value 1, :time 1700000000001000000}
        {:type :invoke, :process 1, :f :read, :value nil, :time 1700000000002000000}
        {:type :ok, :process 1, :f :read, :value 7, :time 1700000000250000000}
        """;
    assertThat(page("register", edn))
        .contains("counted from 1700000000.000 s", ">0.002 s<", ">0.250 s<", "\"end\":250000");
  }

  @Test
  void aProcessAndItsSuccessorShareARow() throws IOException {
    String open =
        """
        {:type :invoke, :process 0, :f :write, :value 1}
        {:type :invoke, :process 1, :f :write, :value 2}
        {:type :info, :process 0, :f :write, :value 1}
        {:type :invoke, :process 2, :f :write, :value 3}
        {:type :info, :process 2, :f :write, :value 3}
        {:type :invoke, :process 4, :f :write, :value 4}
        """;
    assertThat(RecordedInput.rows(RecordedHistories.read(open, folder))).isEqualTo(2);
    String more = open + "{:type :invoke, :process 5, :f :write, :value 5}\n";
    assertThat(RecordedInput.rows(RecordedHistories.read(more, folder))).isEqualTo(5);
    assertThat(RecordedInput.rows(RecordedHistories.read("", folder))).isEqualTo(1);
  }
}
