package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.counter.CounterChecker;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import dev.assay.checker.model.CounterModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.play.RandomPlay;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counters to which one amount is always added: by the shortcut, against all orders. */
class UniqueCounterDifferentialTest {
  private static final long SEED = 20_261_129;
  private static final int HISTORIES = Histories.count(10_000);
  private static final CounterModel COUNTER = new CounterModel();
  private static final long[] AMOUNTS = {1, -1, 5};
  private static final Limits LIMITS = new Limits(10_000, 64 << 20);

  /** Adds; a wrong one reads late, and forgets or repeats an add now and then. */
  private static final class Adder implements RandomPlay.Service {
    private final boolean wrong;
    private final long amount;
    private final Random random;
    private long before;
    private long count;

    private Adder(long seed, boolean wrong, long amount) {
      this.random = new Random(seed);
      this.wrong = wrong;
      this.amount = amount;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      return dice.nextBoolean()
          ? new RandomPlay.Call("read", null, null)
          : new RandomPlay.Call("add", null, amount);
    }

    @Override
    public Object effect(int process, RandomPlay.Call call) {
      boolean errs = wrong && random.nextInt(5) == 0;
      if (call.f().equals("read")) {
        return errs ? before : count;
      }
      before = count;
      count += errs ? 2 * amount * random.nextInt(2) : amount;
      return amount;
    }
  }

  private static List<Entry> history(long seed, int operations, long amount) {
    Adder adder = new Adder(seed, seed % 2 == 0, amount);
    double lost = seed % 5 == 0 ? 0.5 : 0.2;
    List<Entry> played = RandomPlay.of(seed, adder, operations, 1 + (int) (seed % 6), lost);
    return seed % 4 == 1 ? changed(played, amount, new Random(seed)) : played;
  }

  /** Some read shows something else, and some add failed. */
  private static List<Entry> changed(List<Entry> history, long amount, Random random) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : history) {
      boolean ok = entry.type() == EntryType.OK && random.nextInt(4) == 0;
      if (ok && entry.f().equals("read")) {
        long by = random.nextInt(8) == 0 ? 1 : amount * (random.nextInt(3) - 1);
        changed.add(entry.withValue(Values.number(entry) + by));
      } else {
        boolean fails = ok && random.nextInt(4) == 0;
        changed.add(fails ? entry.withType(EntryType.FAIL) : entry);
      }
    }
    return changed;
  }

  private static boolean explained(CounterModel model, List<OperationRecord> operations) {
    return Orders.explain(
        operations.stream().filter(each -> model.interpret(each) != null).toList(),
        model.initial(),
        (state, next) -> model.step(state, Objects.requireNonNull(model.interpret(next))));
  }

  @Test
  void agreesWithAllOrders() {
    int invalid = 0;
    int midway = 0;
    int unknown = 0;
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      List<Entry> history = history(seed, 2 + (int) (seed % 9), AMOUNTS[(int) (seed % 3)]);
      List<OperationRecord> operations = Operations.ofClients(history);
      boolean expected = explained(COUNTER, operations);
      switch (UniqueCounter.decide(COUNTER, operations)) {
        case UniqueCounter.Decision.Order(int[] places) -> {
          assertThat(expected).as("seed %d: %s", seed, history).isTrue();
          assertThat(Replay.fault(COUNTER, Order.REAL_TIME, operations, places))
              .as("seed %d: %s", seed, history)
              .isEmpty();
        }
        case UniqueCounter.Decision.Impossible(CounterModel part, List<OperationRecord> shown) -> {
          assertThat(expected).as("seed %d: %s", seed, history).isFalse();
          assertShown(seed, part, shown);
          invalid++;
          midway += part.midway() ? 1 : 0;
        }
        case null -> throw new AssertionError("seed %d: nothing is said".formatted(seed));
      }
      if (seed % 10 == 0) {
        assertThat(OrderChecker.linearizable(COUNTER).check(history, LIMITS).getFirst().verdict())
            .as("seed %d: %s", seed, history)
            .isEqualTo(Orders.verdict(COUNTER, operations, expected));
      }
      unknown += operations.stream().anyMatch(each -> each.outcome() == EntryType.INFO) ? 1 : 0;
    }
    assertThat(invalid).as("invalid").isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    assertThat(midway).as("shown from a read on").isGreaterThan(invalid / 10);
    assertThat(unknown).as("with unknown outcomes").isGreaterThan(HISTORIES / 3);
  }

  /** What is shown is impossible, and none of its reads can be spared. */
  private static void assertShown(long seed, CounterModel part, List<OperationRecord> shown) {
    assertThat(explained(part, shown)).as("seed %d: %s", seed, shown).isFalse();
    for (OperationRecord read : shown) {
      if (read.invoke().f().equals("read")) {
        List<OperationRecord> rest = new ArrayList<>(shown);
        rest.remove(read);
        assertThat(explained(part, rest)).as("seed %d: %s of %s", seed, read, shown).isTrue();
      }
    }
  }

  /** Of histories that are too long to try all orders. */
  @Test
  void agreesWithTheCheckOfPairsOfReads() {
    int invalid = 0;
    int rounds = HISTORIES / 10;
    for (long seed = SEED; seed < SEED + rounds; seed++) {
      List<Entry> history =
          history(seed % 8 == 0 ? seed : 2 * seed + 1, 20 + (int) (seed % 200), 1);
      boolean expected =
          new CounterChecker()
                  .check(
                      history.stream().map(UniqueCounterDifferentialTest::increase).toList(),
                      LIMITS)
                  .getFirst()
                  .verdict()
              != Verdict.INVALID;
      List<OperationRecord> operations = Operations.ofClients(history);
      UniqueCounter.Decision decision = UniqueCounter.decide(COUNTER, operations);
      assertThat(decision instanceof UniqueCounter.Decision.Order)
          .as("seed %d", seed)
          .isEqualTo(expected);
      if (decision instanceof UniqueCounter.Decision.Order(int[] places)) {
        assertThat(Replay.fault(COUNTER, Order.REAL_TIME, operations, places))
            .as("seed %d", seed)
            .isEmpty();
      }
      invalid += expected ? 0 : 1;
    }
    assertThat(invalid).as("invalid").isBetween(rounds / 10, rounds * 9 / 10);
  }

  private static Entry increase(Entry entry) {
    return entry.withF(entry.f().equals("add") ? "increase" : entry.f());
  }
}
