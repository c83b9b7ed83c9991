package dev.assay.checker.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Recording;
import dev.assay.checker.history.Values;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.RandomPlay;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random histories of a counter, against a slow check that tries all orders. */
class CounterDifferentialTest {
  private static final long SEED = 20_261_127;

  /** Counts; a wrong one reads late, and forgets or repeats an increment now and then. */
  private static final class CountService implements RandomPlay.Service {
    private final boolean wrong;
    private final Random random;
    private long before;
    private long count;

    private CountService(boolean wrong, Random random) {
      this.wrong = wrong;
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      return new RandomPlay.Call(dice.nextBoolean() ? "read" : "increase", null, null);
    }

    @Override
    public Object effect(int process, RandomPlay.Call call) {
      boolean errs = wrong && random.nextInt(5) == 0;
      if (call.f().equals("read")) {
        return errs ? before : count;
      }
      before = count;
      count += errs ? 2L * random.nextInt(2) : 1;
      return true;
    }
  }

  private static Verdict judge(List<Entry> history) {
    return new CounterChecker().check(history, Limits.DEFAULT).getFirst().verdict();
  }

  /** Whether a counter can have shown this: all orders are tried. */
  private static boolean explains(List<OperationRecord> left, long count) {
    long firstReturn = Long.MAX_VALUE;
    for (OperationRecord operation : left) {
      firstReturn = Math.min(firstReturn, operation.returnIndex());
    }
    if (firstReturn == Long.MAX_VALUE) {
      return true;
    }
    for (OperationRecord next : left) {
      if (next.invoke().index() < firstReturn) {
        boolean read = next.invoke().f().equals("read");
        List<OperationRecord> rest = new ArrayList<>(left);
        rest.remove(next);
        boolean fits = !read || Values.number(Values.completion(next)) == count;
        if (fits && explains(rest, read ? count : count + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean explains(List<Entry> history) {
    List<OperationRecord> operations =
        Operations.ofClients(history).stream()
            .filter(each -> each.outcome() != EntryType.FAIL)
            .filter(each -> each.outcome() == EntryType.OK || each.invoke().f().equals("increase"))
            .toList();
    return explains(operations, 0);
  }

  @Test
  void aCounterIsNeverInvalid() {
    for (long seed = SEED; seed < SEED + Histories.count(3_000); seed++) {
      CountService service = new CountService(false, new Random(seed));
      List<Entry> history =
          RandomPlay.of(seed, service, 5 + (int) (seed % 80), 1 + (int) (seed % 6), 0.2);
      assertThat(judge(history)).as("seed %d: %s", seed, history).isNotEqualTo(Verdict.INVALID);
    }
  }

  @Test
  void agreesWithTheSlowCheckOnWrongServicesAndChangedResults() {
    int invalid = 0;
    int explained = 0;
    for (long seed = SEED; seed < SEED + Histories.count(8_000); seed++) {
      CountService service = new CountService(seed % 2 == 0, new Random(seed));
      List<Entry> history =
          RandomPlay.of(seed, service, 2 + (int) (seed % 9), 1 + (int) (seed % 5), 0.2);
      List<Entry> changed = seed % 4 == 1 ? changed(history, new Random(seed)) : history;
      boolean expected = explains(changed);
      assertThat(judge(changed) == Verdict.INVALID)
          .as("seed %d: %s", seed, Recording.text(changed))
          .isEqualTo(!expected);
      invalid += expected ? 0 : 1;
      explained += expected ? 1 : 0;
    }
    assertThat(explained).as("valid histories").isGreaterThan(2_000);
    assertThat(invalid).as("invalid histories").isGreaterThan(1_000);
  }

  /** Some read shows another count. */
  private static List<Entry> changed(List<Entry> history, Random random) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : history) {
      boolean read = entry.type() == EntryType.OK && entry.f().equals("read");
      boolean other = read && random.nextInt(3) == 0 && entry.value() instanceof Long;
      changed.add(other ? entry.withValue(Values.number(entry) + random.nextInt(3) - 1) : entry);
    }
    return changed;
  }
}
