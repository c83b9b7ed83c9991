package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.ZnodeGenerator;
import dev.assay.checker.model.ZnodeModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hints: right ones decide at once; wrong ones change no verdict. */
class HintedTest {
  private static final int HISTORIES = Histories.count(4_000);
  private static final ZnodeModel TREE = new ZnodeModel();

  private static Guarantee judge(List<Entry> entries) {
    return OrderChecker.linearizable(TREE).check(entries, Limits.DEFAULT).getFirst();
  }

  @Test
  void rightHintsDecideALargeHistoryAtOnce() {
    List<Entry> entries = ZnodeGenerator.generate(1, 20_000, 50, 20);
    Guarantee guarantee = judge(entries);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.details())
        .containsEntry("keysByHints", 1L)
        .containsEntry("configurations", 0L);
  }

  @Test
  void neitherWrongHintsNorNoneChangeTheVerdict() {
    int invalid = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Entry> entries = spoil(random, ZnodeGenerator.generate(seed, 2 + seed % 6, 3, 1));
      boolean expected =
          Orders.explain(
              Operations.ofClients(entries).stream()
                  .filter(each -> TREE.interpret(each) != null)
                  .toList(),
              TREE.initial(),
              (state, next) -> TREE.step(state, Objects.requireNonNull(TREE.interpret(next))));
      assertThat(judge(entries).verdict())
          .as("seed %d: %s", seed, entries)
          .isEqualTo(Orders.verdict(TREE, Operations.ofClients(entries), expected));
      invalid += expected ? 0 : 1;
    }
    assertThat(invalid).as("invalid").isBetween(HISTORIES / 50, HISTORIES * 9 / 10);
  }

  /** Changes some results, hints and outcomes. */
  private static List<Entry> spoil(Random random, List<Entry> entries) {
    List<Entry> spoiled = new ArrayList<>();
    for (Entry entry : entries) {
      boolean completes = entry.type().completes();
      Object value = Objects.requireNonNull(entry.value());
      if (completes && random.nextInt(8) == 0 && value instanceof Map<?, ?> map) {
        Map<String, Object> changed = new HashMap<>();
        map.forEach(
            (name, each) -> changed.put(String.valueOf(name), Objects.requireNonNull(each)));
        changed.computeIfPresent("version", (_, _) -> (long) random.nextInt(3) - 1);
        changed.computeIfPresent("data", (_, _) -> Integer.toString(random.nextInt(6)));
        value = changed;
      }
      EntryType type = completes && random.nextInt(8) == 0 ? EntryType.INFO : entry.type();
      String error = type == EntryType.INFO ? "timeout" : entry.error();
      spoiled.add(with(entry, type, value, error, hint(random, entry)));
    }
    return spoiled;
  }

  private static @Nullable Hint hint(Random random, Entry entry) {
    Hint hint = entry.hint();
    if (hint == null || random.nextInt(4) > 0) {
      return hint;
    }
    return random.nextBoolean() ? null : new Hint("zxid", "tree", "" + random.nextInt(5));
  }

  private static Entry with(
      Entry entry, EntryType type, Object value, @Nullable String error, @Nullable Hint hint) {
    return new Entry(
        entry.index(),
        entry.time(),
        type,
        entry.actor(),
        entry.f(),
        entry.op(),
        null,
        value,
        error,
        null,
        null,
        hint);
  }
}
