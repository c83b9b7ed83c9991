package dev.assay.checker.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.bank.BankChecker;
import dev.assay.checker.edn.EdnReader;
import dev.assay.checker.history.Entry;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of EDN as those of a history: what is equal there is equal here. */
class EdnValuesTest {
  private static Object value(String edn) {
    return EdnValues.value(EdnReader.parse(edn));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#{1 2} | #{2 1}",
        "#{:b \"a\" 10 9 nil} | #{9 nil 10 \"a\" :b}",
        "#{{:a 1 :b 2} {:a 2 :b 1}} | #{{:b 1 :a 2} {:b 2 :a 1}}",
        "#{#{3 1} #{2}} | #{#{2} #{1 3}}",
        "{1 2, 3 4} | {3 4, 1 2}",
        "{[1] 2, [3] 4} | {[3] 4, [1] 2}",
        "{nil 1, 2 3} | {2 3, nil 1}"
      })
  void theOrderInTheFileDoesNotCount(String one, String other) {
    assertThat(value(one)).isEqualTo(value(other));
  }

  @Test
  void elementsStandInTheirOrder() {
    assertThat(value("#{10 9 -1 \"b\" :a}")).isEqualTo(List.of(-1L, 9L, 10L, "a", "b"));
    assertThat(value("{[2] 1, [1] 2}"))
        .isEqualTo(List.of(List.of(List.of(1L), 2L), List.of(List.of(2L), 1L)));
  }

  @Test
  void aRegisterHoldsAMapHoweverItIsPrinted() throws IOException {
    List<Entry> entries =
        Reading.entries(
            """
            {:type :invoke, :process 0, :f :write, :value {1 2, 3 4}}
            {:type :ok, :process 0, :f :write, :value {1 2, 3 4}}
            {:type :invoke, :process 0, :f :read, :value nil}
            {:type :ok, :process 0, :f :read, :value {3 4, 1 2}}
            """);
    RegisterModel model = new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);
    assertThat(OrderChecker.linearizable(model).check(entries, Limits.DEFAULT).getFirst().verdict())
        .isEqualTo(Verdict.VALID);
  }

  private static final String BANK =
      """
      {:type :invoke, :process 0, :f :open, :value {:accounts [0 1], :balance 10}}
      {:type :ok, :process 0, :f :open, :value {:accounts [0 1], :balance 10}}
      {:type :invoke, :process 0, :f :transfer, :value {:from 0, :to 1, :amount 4}}
      {:type :ok, :process 0, :f :transfer, :value {:from 0, :to 1, :amount 4}}
      {:type :invoke, :process 0, :f :read}
      {:type :ok, :process 0, :f :read, :value {1 14, 0 %d}}
      """;

  @Test
  void aBankOfNumberedAccountsIsJudged() throws IOException {
    List<Entry> entries = Reading.entries(BANK.formatted(6));
    assertThat(entries.getLast().value()).isEqualTo(Map.of("0", 6L, "1", 14L));
    Guarantee right = new BankChecker().check(entries, Limits.DEFAULT).getFirst();
    assertThat(right.verdict()).as("%s", right).isEqualTo(Verdict.VALID);
    Guarantee wrong =
        new BankChecker().check(Reading.entries(BANK.formatted(7)), Limits.DEFAULT).getFirst();
    assertThat(wrong.verdict()).as("%s", wrong).isEqualTo(Verdict.INVALID);
  }

  @Test
  void nothingIsLostOnTheWayThroughOurOwnFormat() throws IOException {
    List<Entry> entries = Reading.entries(BANK.formatted(6));
    for (HistoryFormat format : List.of(HistoryFormat.JSONL, HistoryFormat.EDN)) {
      byte[] written = Reading.written(entries, format, false);
      assertThat(Reading.history(written, format).entries()).isEqualTo(entries);
    }
  }
}
