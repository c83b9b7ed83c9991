package dev.assay.checker.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.History;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.KeyValueModel;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.txn.Consistency;
import dev.assay.checker.txn.TxnChecker;
import dev.assay.checker.verdict.Guarantee;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Histories that other people recorded, with the verdicts that they state (see NOTICE there). */
class RecordedHistoriesTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/histories/expected.tsv", delimiter = '\t', emptyValue = "")
  void agreesWithTheirOwners(String file, String model, String expected, String settings)
      throws IOException {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/histories/" + file), file)) {
      History history = HistoryFiles.read(new BufferedInputStream(in), HistoryFormat.AUTO);
      Guarantee guarantee =
          checker(model, settings == null ? "" : settings)
              .check(history.entries(), Limits.DEFAULT)
              .getFirst();
      assertThat(guarantee.verdict().word()).as(guarantee.reason()).isEqualTo(expected);
    }
  }

  private static Checker checker(String model, String settings) {
    if (model.equals("list-append")) {
      String name = settings.replace("--consistency ", "");
      return TxnChecker.ofLists(Consistency.of(name).orElseThrow());
    }
    if (model.equals("kv")) {
      return OrderChecker.linearizable(new KeyValueModel());
    }
    return OrderChecker.linearizable(
        new RegisterModel(
            settings.contains("drop") ? FailedOps.DROP : FailedOps.CONSTRAIN,
            settings.contains("unknown") ? NilReads.UNKNOWN : NilReads.ABSENT));
  }
}
