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
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of transactions against the definition of every model, on random histories. */
class TxnModelsDifferentialTest {
  private static final long SEED = 20_261_201;

  /** How many: more with {@code -Dassay.histories=1000000}. */
  private static final int HISTORIES = Histories.count(2_000);

  /** All models, by Adya's phenomena, and what is said of those that are broken. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void agreesWithTheDefinitionsOfAllModels(boolean lists) {
    Map<Consistency, Integer> kept = new EnumMap<>(Consistency.class);
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Entry> history =
          seed % 4 == 0
              ? new RandomTxns(random, lists).generate()
              : new RandomReads(random, lists).generate();
      if (history.stream().anyMatch(entry -> entry.type() == EntryType.OK)) {
        Set<Consistency> satisfied = AdyaOracle.satisfied(history, lists);
        for (Consistency model : Consistency.values()) {
          String about = "seed %d, %s: %s".formatted(seed, model.word(), Recording.text(history));
          judge(history, lists, model, satisfied, about);
          kept.merge(model, satisfied.contains(model) ? 1 : 0, Integer::sum);
        }
      }
    }
    assertThat(kept.get(Consistency.STRICT_SERIALIZABLE)).isGreaterThan(HISTORIES / 50);
    assertThat(kept.get(Consistency.READ_COMMITTED)).isLessThan(HISTORIES * 49 / 50);
  }

  private static void judge(
      List<Entry> history,
      boolean lists,
      Consistency model,
      Set<Consistency> satisfied,
      String about) {
    TxnChecker checker = lists ? TxnChecker.ofLists(model) : TxnChecker.ofRegisters(model);
    Guarantee guarantee = checker.check(history, Limits.DEFAULT).getFirst();
    assertThat(guarantee.verdict())
        .as("%s%n%s", about, guarantee)
        .isEqualTo(satisfied.contains(model) ? Verdict.VALID : Verdict.INVALID);
    if (guarantee.verdict() == Verdict.INVALID && !satisfied.isEmpty()) {
      assertThat(String.valueOf(guarantee.details().get("not")).split("[^a-z-]+"))
          .as("%s%n%s", about, guarantee)
          .doesNotContainAnyElementsOf(satisfied.stream().map(Consistency::word).toList());
    }
  }
}
