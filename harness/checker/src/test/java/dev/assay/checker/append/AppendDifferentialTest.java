package dev.assay.checker.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Recording;
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

/** Random histories of a list, against a slow check that tries all orders. */
class AppendDifferentialTest {
  private static final long SEED = 20_261_129;

  /** A list; a wrong one forgets, repeats, reads late, or appends in front, now and then. */
  private static final class ListService implements RandomPlay.Service {
    private final boolean wrong;
    private final Random random;
    private List<Object> before = List.of();
    private List<Object> list = List.of();
    private long next;

    private ListService(boolean wrong, Random random) {
      this.wrong = wrong;
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      return dice.nextBoolean()
          ? new RandomPlay.Call("append", null, next++)
          : new RandomPlay.Call("read", null, null);
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      int error = wrong ? random.nextInt(16) : -1;
      if (!(call.value() instanceof Long element)) {
        return error == 0 ? before : list;
      }
      if (random.nextInt(10) == 0) {
        return null;
      }
      before = list;
      List<Object> after = new ArrayList<>(list);
      if (error != 1) {
        after.add(error == 2 ? 0 : after.size(), element);
      }
      if (error == 3) {
        after.add(element);
      }
      list = List.copyOf(after);
      return element;
    }
  }

  private static Verdict judge(List<Entry> history) {
    return new AppendChecker().check(history, Limits.DEFAULT).getFirst().verdict();
  }

  /** The list after an operation; null if it cannot have shown what it did. */
  private static @Nullable List<Object> after(List<Object> list, OperationRecord next) {
    Object element = next.invoke().value();
    if (element == null) {
      return Values.list(Values.completion(next)).equals(list) ? list : null;
    }
    List<Object> after = new ArrayList<>(list);
    after.add(element);
    return after;
  }

  private static boolean explains(List<Entry> history) {
    List<OperationRecord> operations =
        Operations.ofClients(history).stream()
            .filter(each -> each.outcome() != EntryType.FAIL)
            .filter(each -> each.outcome() == EntryType.OK || each.invoke().f().equals("append"))
            .toList();
    return Orders.explain(operations, List.<Object>of(), AppendDifferentialTest::after);
  }

  private static List<Entry> history(long seed, boolean wrong, int most) {
    ListService service = new ListService(wrong, new Random(seed));
    return RandomPlay.of(seed, service, 2 + (int) (seed % most), 1 + (int) (seed % 4), 0.2);
  }

  @Test
  void aListIsNeverInvalid() {
    for (long seed = SEED; seed < SEED + Histories.count(3_000); seed++) {
      List<Entry> history = history(seed, false, 60);
      assertThat(judge(history))
          .as("seed %d: %s", seed, Recording.text(history))
          .isNotEqualTo(Verdict.INVALID);
    }
  }

  @Test
  void agreesWithTheSlowCheckOnWrongLists() {
    int invalid = 0;
    int explained = 0;
    for (long seed = SEED; seed < SEED + Histories.count(8_000); seed++) {
      List<Entry> history = history(seed, seed % 4 != 0, 9);
      boolean expected = explains(history);
      assertThat(judge(history) == Verdict.INVALID)
          .as("seed %d: %s", seed, Recording.text(history))
          .isEqualTo(!expected);
      invalid += expected ? 0 : 1;
      explained += expected ? 1 : 0;
    }
    assertThat(explained).as("valid histories").isGreaterThan(2_000);
    assertThat(invalid).as("invalid histories").isGreaterThan(1_000);
  }
}
