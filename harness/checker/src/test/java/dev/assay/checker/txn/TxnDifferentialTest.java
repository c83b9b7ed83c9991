package dev.assay.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Recording;
import dev.assay.checker.play.Histories;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of transactions against an oracle that tries all orders, on random histories. */
class TxnDifferentialTest {
  private static final long SEED = 20_261_201;

  /** How many: more with {@code -Dassay.histories=1000000}. */
  private static final int HISTORIES = Histories.count(6_000);

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void agreesWithTheOracle(boolean lists, boolean strict) {
    Consistency model = strict ? Consistency.STRICT_SERIALIZABLE : Consistency.SERIALIZABLE;
    TxnChecker checker = lists ? TxnChecker.ofLists(model) : TxnChecker.ofRegisters(model);
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      List<Entry> history = new RandomTxns(new Random(seed), lists).generate();
      boolean explained = new TxnOracle(history, lists, strict).explains();
      boolean said = history.stream().anyMatch(entry -> entry.type() == EntryType.OK);
      Verdict expected = !said ? Verdict.UNKNOWN : explained ? Verdict.VALID : Verdict.INVALID;
      Guarantee guarantee = checker.check(history, Limits.DEFAULT).getFirst();
      if (lists || guarantee.verdict() != Verdict.UNKNOWN) {
        assertThat(guarantee.verdict())
            .as("seed %d: %s%n%s", seed, Recording.text(history), guarantee)
            .isEqualTo(expected);
      }
      verdicts.merge(guarantee.verdict(), 1, Integer::sum);
    }
    assertThat(verdicts.getOrDefault(Verdict.VALID, 0)).as("valid").isGreaterThan(HISTORIES / 50);
    assertThat(verdicts.getOrDefault(Verdict.INVALID, 0))
        .as("invalid")
        .isGreaterThan(HISTORIES / 50);
    assertThat(verdicts.getOrDefault(Verdict.UNKNOWN, 0)).as("unknown").isLessThan(HISTORIES / 20);
  }
}
