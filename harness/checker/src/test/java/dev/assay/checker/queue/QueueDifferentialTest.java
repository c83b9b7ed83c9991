package dev.assay.checker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
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

/** Random histories of a queue, against a slow check that tries all orders. */
class QueueDifferentialTest {
  private static final long SEED = 20_261_128;

  /** A queue; a wrong one forgets, repeats, overtakes, or says that it is empty, now and then. */
  private static final class QueueService implements RandomPlay.Service {
    private final boolean wrong;
    private final Random random;
    private final List<Long> there = new ArrayList<>();
    private long next;

    private QueueService(boolean wrong, Random random) {
      this.wrong = wrong;
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      return dice.nextBoolean()
          ? new RandomPlay.Call("enqueue", null, next++)
          : new RandomPlay.Call("dequeue", null, null);
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      int error = wrong ? random.nextInt(16) : -1;
      if (call.value() instanceof Long element) {
        if (error != 0) {
          there.add(element);
        }
        return random.nextInt(12) == 0 && there.remove(element) ? null : element;
      }
      if (there.isEmpty() || error == 1) {
        return Nil.NIL;
      }
      int position = error == 2 ? there.size() - 1 : 0;
      return error == 3 ? there.get(position) : there.remove(position);
    }
  }

  private static Verdict judge(List<Entry> history) {
    return new QueueChecker().check(history, Limits.DEFAULT).getFirst().verdict();
  }

  /** What is there afterwards; null if the operation cannot be the next. */
  private static @Nullable List<Object> after(List<Object> there, OperationRecord next) {
    List<Object> after = new ArrayList<>(there);
    Object put = next.invoke().value();
    if (put != null) {
      after.add(put);
      return after;
    }
    Object head = after.isEmpty() ? Nil.NIL : after.removeFirst();
    boolean known = next.outcome() == EntryType.OK;
    return !known || head.equals(Values.completion(next).value()) ? after : null;
  }

  private static boolean explains(List<Entry> history) {
    List<OperationRecord> operations =
        Operations.ofClients(history).stream()
            .filter(each -> each.outcome() != EntryType.FAIL)
            .toList();
    return Orders.explain(operations, List.<Object>of(), QueueDifferentialTest::after);
  }

  private static List<Entry> history(long seed, boolean wrong, int most, double lossShare) {
    QueueService service = new QueueService(wrong, new Random(seed));
    return RandomPlay.of(seed, service, 2 + (int) (seed % most), 1 + (int) (seed % 4), lossShare);
  }

  @Test
  void aQueueIsNeverInvalid() {
    for (long seed = SEED; seed < SEED + Histories.count(4_000); seed++) {
      List<Entry> history = history(seed, false, 60, 0.15);
      assertThat(judge(history))
          .as("seed %d: %s", seed, Recording.text(history))
          .isNotEqualTo(Verdict.INVALID);
    }
  }

  @Test
  void agreesWithTheSlowCheckWhereEveryOutcomeIsKnown() {
    int invalid = 0;
    int explained = 0;
    for (long seed = SEED; seed < SEED + Histories.count(6_000); seed++) {
      List<Entry> history = history(seed, true, 9, 0);
      boolean expected = explains(history);
      assertThat(judge(history) == Verdict.INVALID)
          .as("seed %d: %s", seed, Recording.text(history))
          .isEqualTo(!expected);
      invalid += expected ? 0 : 1;
      explained += expected ? 1 : 0;
    }
    assertThat(explained).as("valid histories").isGreaterThan(1_000);
    assertThat(invalid).as("invalid histories").isGreaterThan(500);
  }

  @Test
  void neverAlarmsWithoutReasonWhereOutcomesAreUnknown() {
    int found = 0;
    int invalid = 0;
    for (long seed = SEED; seed < SEED + Histories.count(6_000); seed++) {
      List<Entry> history = history(seed, true, 8, 0.2);
      boolean expected = explains(history);
      boolean alarm = judge(history) == Verdict.INVALID;
      assertThat(alarm && expected).as("seed %d: %s", seed, Recording.text(history)).isFalse();
      invalid += expected ? 0 : 1;
      found += alarm ? 1 : 0;
    }
    assertThat(found).as("found of %d", invalid).isGreaterThan(invalid / 2);
  }
}
