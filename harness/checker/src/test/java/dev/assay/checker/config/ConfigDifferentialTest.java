package dev.assay.checker.config;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of a watched key, against a slow check that tries all orders. */
class ConfigDifferentialTest {
  private static final long SEED = 20_261_201;
  private static final Map<String, Object> SYNCED = Map.of("synced", true);

  /** Replicas that lag behind; a wrong service lets sessions go back, or a sync be late. */
  private static final class Service implements RandomPlay.Service {
    private final boolean wrong;
    private final Random random;
    private final List<Object> values = new ArrayList<>();
    private final Map<Integer, Integer> seen = new HashMap<>();
    private long next;

    private Service(boolean wrong, Random random) {
      this.wrong = wrong;
      this.random = random;
    }

    @Override
    public String session(int process) {
      return "s" + process;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      return switch (dice.nextInt(5)) {
        case 0, 1 -> new RandomPlay.Call("write", "k", next++);
        case 2 -> new RandomPlay.Call("observe", "k", SYNCED);
        default -> new RandomPlay.Call("observe", "k", null);
      };
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      int error = wrong ? random.nextInt(6) : -1;
      if (call.value() instanceof Long value) {
        if (random.nextInt(10) == 0) {
          return null;
        }
        values.add(error == 0 && !values.isEmpty() ? values.size() - 1 : values.size(), value);
        int version = values.indexOf(value);
        seen.merge(process, version, Math::max);
        return List.of(value, (long) version);
      }
      int last = values.size() - 1;
      int least = error == 1 ? -1 : seen.getOrDefault(process, -1);
      boolean synced = call.value() != null && error != 2;
      int version = synced ? last : least + random.nextInt(last - least + 1);
      seen.merge(process, version, Math::max);
      return Map.of(
          "value", version < 0 ? Nil.NIL : values.get(version), "version", (long) version);
    }
  }

  /** What was written, in order, with what is known of versions, and what each session has seen. */
  private record State(List<Object> values, Map<String, Integer> seen) {}

  private static final class Slow {
    private final Map<Object, Long> versions = new HashMap<>();
    private boolean forked;

    private Slow(List<OperationRecord> operations) {
      for (OperationRecord operation : operations) {
        if (operation.outcome() == EntryType.OK) {
          Object result = Values.completion(operation).value();
          if (result instanceof List<?> written && written.get(1) instanceof Long version) {
            learn(written.getFirst(), version);
          } else if (result instanceof Map<?, ?> shown
              && shown.get("version") instanceof Long version
              && version >= 0) {
            learn(shown.get("value"), version);
          }
        }
      }
      forked |= versions.values().stream().distinct().count() < versions.size();
    }

    private void learn(@Nullable Object value, long version) {
      Long before = value == null ? null : versions.put(value, version);
      forked |= before != null && before != version;
    }

    private @Nullable State step(State state, OperationRecord next) {
      String session = String.valueOf(next.session());
      if (next.invoke().f().equals("write")) {
        Object value = String.valueOf(next.invoke().value());
        List<Object> values = new ArrayList<>(state.values);
        values.add(value);
        return grow(values)
            ? new State(values, with(state.seen, session, values.size() - 1))
            : null;
      }
      Object shown = Values.map(Values.completion(next)).get("value");
      boolean nothing = Values.number(Values.completion(next), "version") < 0;
      int place = nothing ? -1 : state.values.indexOf(String.valueOf(shown));
      boolean there = nothing || place >= 0;
      boolean last = next.invoke().value() == null || place == state.values.size() - 1;
      boolean onward = place >= state.seen.getOrDefault(session, -1);
      return there && last && onward
          ? new State(state.values, with(state.seen, session, place))
          : null;
    }

    private boolean grow(List<Object> values) {
      long last = -1;
      for (Object value : values) {
        Long version = versions.get(Long.valueOf(String.valueOf(value)));
        if (version != null && version <= last) {
          return false;
        }
        last = version == null ? last : version;
      }
      return true;
    }

    private static Map<String, Integer> with(Map<String, Integer> seen, String session, int place) {
      Map<String, Integer> more = new HashMap<>(seen);
      more.merge(session, place, Math::max);
      return more;
    }
  }

  private static boolean explains(List<Entry> history) {
    List<OperationRecord> operations =
        Operations.ofClients(history).stream()
            .filter(each -> each.outcome() != EntryType.FAIL)
            .filter(each -> each.outcome() == EntryType.OK || each.invoke().f().equals("write"))
            .toList();
    Slow slow = new Slow(operations);
    return !slow.forked && Orders.explain(operations, new State(List.of(), Map.of()), slow::step);
  }

  private static Verdict judge(List<Entry> history) {
    return new ConfigChecker().check(history, Limits.DEFAULT).getFirst().verdict();
  }

  private static List<Entry> history(long seed, boolean wrong, int most) {
    Service service = new Service(wrong, new Random(seed));
    return RandomPlay.of(seed, service, 2 + (int) (seed % most), 1 + (int) (seed % 4), 0.15);
  }

  @Test
  void aServiceThatLagsBehindIsNeverInvalid() {
    for (long seed = SEED; seed < SEED + Histories.count(3_000); seed++) {
      List<Entry> history = history(seed, false, 60);
      assertThat(judge(history))
          .as("seed %d: %s", seed, Recording.text(history))
          .isNotEqualTo(Verdict.INVALID);
    }
  }

  @Test
  void agreesWithTheSlowCheckOnWrongServices() {
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
    assertThat(invalid).as("invalid histories").isGreaterThan(500);
  }
}
