package dev.assay.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Recording;
import dev.assay.checker.history.Values;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.play.RandomPlay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models of several keys at once, against a slow check that tries all orders. */
class SeveralKeysDifferentialTest {
  private static final long SEED = 20_261_129;
  private static final List<String> KEYS = List.of("x", "y", "z");
  private static final Limits LIMITS = new Limits(10_000, 64 << 20);

  /** Registers that are read and written together; some reads are wrong. */
  private static final class Registers implements RandomPlay.Service {
    private final Random random;
    private final Map<Object, Object> now = new HashMap<>();

    private Registers(Random random) {
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      List<Object> parts = new ArrayList<>();
      for (int part = 0; part <= dice.nextInt(3); part++) {
        String key = KEYS.get(dice.nextInt(KEYS.size()));
        parts.add(
            dice.nextBoolean() ? List.of("r", key) : List.of("w", key, (long) dice.nextInt(3)));
      }
      return new RandomPlay.Call("txn", null, List.copyOf(parts));
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      List<Object> results = new ArrayList<>();
      for (Object each : (List<?>) Objects.requireNonNull(call.value())) {
        List<?> part = (List<?>) each;
        Object key = part.get(1);
        if (part.get(0).equals("w")) {
          now.put(key, part.get(2));
          results.add(part);
        } else {
          boolean wrong = random.nextInt(5) == 0;
          results.add(
              List.of("r", key, wrong ? random.nextLong(3) : now.getOrDefault(key, Nil.NIL)));
        }
      }
      return results;
    }
  }

  /** A store of strings; some reads are wrong. */
  private static final class Store implements RandomPlay.Service {
    private final Random random;
    private final Map<String, String> now = new HashMap<>();

    private Store(Random random) {
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      String key = KEYS.get(dice.nextInt(2));
      String letter = "ab".substring(dice.nextInt(2)).substring(0, 1);
      return switch (dice.nextInt(4)) {
        case 0 -> new RandomPlay.Call("put", key, letter);
        case 1 -> new RandomPlay.Call("append", key, letter);
        default -> new RandomPlay.Call("get", key, null);
      };
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      String key = Objects.requireNonNull(call.key());
      Object value = call.value();
      if (value == null) {
        String right = now.getOrDefault(key, "");
        return random.nextInt(3) == 0 ? "ab".substring(random.nextInt(3)) : right;
      }
      now.put(key, call.f().equals("put") ? "" + value : now.getOrDefault(key, "") + value);
      return value;
    }
  }

  /** What transactions do to registers. */
  private record Transactions(NilReads nilReads) {
    @Nullable Map<Object, Object> after(Map<Object, Object> before, OperationRecord next) {
      boolean known = next.outcome() == EntryType.OK;
      Object told = known ? Values.completion(next).value() : next.invoke().value();
      Map<Object, Object> after = new HashMap<>(before);
      for (Object each : (List<?>) Objects.requireNonNull(told)) {
        List<?> part = (List<?>) each;
        if (part.get(0).equals("w")) {
          after.put(part.get(1), part.get(2));
        } else if (known
            && !(part.get(2) == Nil.NIL && nilReads == NilReads.UNKNOWN)
            && !after.getOrDefault(part.get(1), Nil.NIL).equals(part.get(2))) {
          return null;
        }
      }
      return after;
    }
  }

  private static @Nullable Map<String, String> afterCall(
      Map<String, String> before, OperationRecord next) {
    String key = Objects.requireNonNull(next.invoke().key());
    Object value = next.invoke().value();
    if (value == null) {
      boolean fits =
          next.outcome() == EntryType.INFO
              || before.getOrDefault(key, "").equals(Values.completion(next).value());
      return fits ? before : null;
    }
    Map<String, String> after = new HashMap<>(before);
    boolean put = next.invoke().f().equals("put");
    after.put(key, put ? "" + value : before.getOrDefault(key, "") + value);
    return after;
  }

  /** The lines that the checker reads say the same as those that the slow check reads. */
  private static <S, C, T> void compare(
      Model<S, C> model,
      List<Entry> told,
      List<Entry> plain,
      T nothing,
      BiFunction<T, OperationRecord, @Nullable T> step,
      int[] counts) {
    boolean expected = Orders.explain(Operations.ofClients(plain), nothing, step);
    assertThat(OrderChecker.linearizable(model).check(told, LIMITS).getFirst().verdict())
        .as(Recording.text(plain))
        .isEqualTo(Orders.verdict(model, Operations.ofClients(told), expected));
    counts[expected ? 0 : 1]++;
  }

  private static void requireBoth(int[] counts) {
    assertThat(counts[0]).as("valid histories").isGreaterThan(1_000);
    assertThat(counts[1]).as("invalid histories").isGreaterThan(500);
  }

  private static List<Entry> play(long seed, RandomPlay.Service service) {
    return RandomPlay.of(seed, service, 2 + (int) (seed % 7), 1 + (int) (seed % 4), 0.2);
  }

  @ParameterizedTest
  @EnumSource(NilReads.class)
  void agreesOnSeveralRegisters(NilReads nilReads) {
    int[] counts = new int[2];
    MultiRegisterModel model = new MultiRegisterModel(nilReads);
    for (long seed = SEED; seed < SEED + Histories.count(4_000); seed++) {
      List<Entry> history = play(seed, new Registers(new Random(seed)));
      Map<Object, Object> nothing = Map.of();
      compare(model, history, history, nothing, new Transactions(nilReads)::after, counts);
    }
    requireBoth(counts);
  }

  @Test
  void agreesOnAStoreThatIsNotTakenApart() {
    int[] counts = new int[2];
    for (long seed = SEED; seed < SEED + Histories.count(4_000); seed++) {
      List<Entry> history = play(seed, new Store(new Random(seed)));
      List<Entry> whole = history.stream().map(KeyValueStoreModel::whole).toList();
      Map<String, String> nothing = Map.of();
      compare(
          new KeyValueStoreModel(),
          whole,
          history,
          nothing,
          SeveralKeysDifferentialTest::afterCall,
          counts);
    }
    requireBoth(counts);
  }
}
