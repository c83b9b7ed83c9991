package dev.assay.checker.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.play.RandomPlay;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of a sequence, against a slow check that tries all orders. */
class SequenceDifferentialTest {
  private static final long SEED = 20_260_301;

  /** Hands out numbers by a counter; a wrong one by the number of those that are there. */
  private static final class Counter implements RandomPlay.Service {
    private final boolean countsChildren;
    private final List<Long> there = new ArrayList<>();
    private final List<Long> known = new ArrayList<>();
    private long next;

    private Counter(boolean countsChildren) {
      this.countsChildren = countsChildren;
    }

    @Override
    public RandomPlay.Call call(int process, Random random) {
      return known.isEmpty() || random.nextInt(3) > 0
          ? new RandomPlay.Call("next", null, null)
          : new RandomPlay.Call("drop", null, known.remove(random.nextInt(known.size())));
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      if (call.value() instanceof Long number) {
        return there.remove(number) ? number : null;
      }
      long number = countsChildren ? there.size() : next++;
      there.add(number);
      return number;
    }

    @Override
    public void heard(int process, RandomPlay.Call call, @Nullable Object result) {
      if (call.value() == null && result instanceof Long number) {
        known.add(number);
      }
    }
  }

  private static Verdict judge(List<Entry> history) {
    return new SequenceChecker().check(history, Limits.DEFAULT).getFirst().verdict();
  }

  /** The last number after this one was given; null if it cannot be the next. */
  private static @Nullable Long after(Long last, OperationRecord next) {
    long number = Values.number(Values.completion(next));
    return number > last ? number : null;
  }

  private static boolean explains(List<Entry> history) {
    List<OperationRecord> given =
        Operations.ofClients(history).stream()
            .filter(each -> each.invoke().f().equals("next") && each.outcome() == EntryType.OK)
            .toList();
    return Orders.explain(given, Long.MIN_VALUE, SequenceDifferentialTest::after);
  }

  @Test
  void aCounterIsAlwaysValid() {
    for (long seed = SEED; seed < SEED + Histories.count(3_000); seed++) {
      List<Entry> history =
          RandomPlay.of(seed, new Counter(false), 5 + (int) (seed % 60), 1 + (int) (seed % 6), 0.2);
      assertThat(judge(history)).as("seed %d: %s", seed, history).isNotEqualTo(Verdict.INVALID);
    }
  }

  @Test
  void agreesWithTheSlowCheckOnWrongServicesAndChangedResults() {
    int invalid = 0;
    int valid = 0;
    for (long seed = SEED; seed < SEED + Histories.count(6_000); seed++) {
      List<Entry> history =
          RandomPlay.of(
              seed, new Counter(seed % 2 == 0), 2 + (int) (seed % 9), 1 + (int) (seed % 5), 0.2);
      List<Entry> changed = seed % 4 == 1 ? changed(history, new Random(seed)) : history;
      Verdict verdict = judge(changed);
      boolean expected = explains(changed);
      assertThat(verdict == Verdict.INVALID).as("seed %d: %s", seed, changed).isEqualTo(!expected);
      invalid += expected ? 0 : 1;
      valid += verdict == Verdict.VALID ? 1 : 0;
    }
    assertThat(valid).as("valid histories").isGreaterThan(1_000);
    assertThat(invalid).as("invalid histories").isGreaterThan(1_000);
  }

  /** Some result is another number. */
  private static List<Entry> changed(List<Entry> history, Random random) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : history) {
      boolean given = entry.type() == EntryType.OK && entry.f().equals("next");
      long value = given && random.nextInt(3) == 0 ? random.nextInt(6) : -1;
      changed.add(value < 0 ? entry : entry.withValue(value));
    }
    return changed;
  }
}
