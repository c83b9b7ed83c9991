package dev.assay.checker.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.RandomPlay;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of a lock service, right and wrong ones, against a slow check. */
class LockDifferentialTest {
  private static final long SEED = 20_260_302;

  /**
   * A lock whose holder's session may end without the holder's knowledge, and a fenced resource.
   */
  private static final class LockService implements RandomPlay.Service {
    private final boolean forgetful;
    private final boolean unfenced;
    private final Map<Integer, Integer> generations = new HashMap<>();
    private final Map<Integer, Long> believed = new HashMap<>();
    private final Set<String> dead = new HashSet<>();
    private @Nullable String holder;
    private long lastToken;
    private long seen;

    private LockService(boolean forgetful, boolean unfenced) {
      this.forgetful = forgetful;
      this.unfenced = unfenced;
    }

    @Override
    public String session(int process) {
      return "s" + process + "." + generations.getOrDefault(process, 0);
    }

    @Override
    public RandomPlay.Call call(int process, Random random) {
      Long token = believed.get(process);
      if (token == null) {
        return new RandomPlay.Call("acquire", null, null);
      }
      if (random.nextInt(3) == 0) {
        believed.remove(process);
        return new RandomPlay.Call("release", null, null);
      }
      return new RandomPlay.Call("work", null, Map.of("token", token));
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      String session = session(process);
      if (dead.contains(session)) {
        return null;
      }
      return switch (call.f()) {
        case "acquire" -> {
          if (holder != null) {
            yield null;
          }
          holder = session;
          yield Map.of("token", ++lastToken);
        }
        case "release" -> {
          holder = session.equals(holder) ? null : holder;
          yield "released";
        }
        default -> {
          long token = token(call.value());
          if (token < seen && !unfenced) {
            yield null;
          }
          seen = Math.max(seen, token);
          yield call.value();
        }
      };
    }

    @Override
    public void heard(int process, RandomPlay.Call call, @Nullable Object result) {
      if (dead.contains(session(process))) {
        generations.merge(process, 1, Integer::sum);
      } else if (call.f().equals("acquire") && result != null) {
        believed.put(process, token(result));
      }
    }

    private static long token(@Nullable Object value) {
      return value instanceof Map<?, ?> map && map.get("token") instanceof Long token ? token : 0;
    }

    @Override
    public void disturb(Random random) {
      if (random.nextBoolean()) {
        int process = random.nextInt(8);
        String session = session(process);
        dead.add(session);
        holder = session.equals(holder) ? null : holder;
      } else if (forgetful) {
        holder = null;
      }
    }
  }

  private static Guarantee judge(Checker checker, List<Entry> history) {
    return checker.check(history, Limits.DEFAULT).getFirst();
  }

  @Test
  void aCorrectServiceIsNeverInvalid() {
    int valid = 0;
    for (long seed = SEED; seed < SEED + Histories.count(2_000); seed++) {
      List<Entry> history =
          RandomPlay.of(
              seed,
              new LockService(false, false),
              5 + (int) (seed % 60),
              2 + (int) (seed % 5),
              0.1);
      for (Checker checker : List.of(new MutualExclusionChecker(), new FencingChecker())) {
        Guarantee guarantee = judge(checker, history);
        assertThat(guarantee.verdict())
            .as("seed %d: %s %s", seed, guarantee.story(), history)
            .isNotEqualTo(Verdict.INVALID);
        valid += guarantee.verdict() == Verdict.VALID ? 1 : 0;
      }
    }
    assertThat(valid).as("valid histories").isGreaterThan(1_500);
  }

  @Test
  void agreesWithTheSlowCheckOnWrongServicesAndChangedLines() {
    int[] counts = new int[4];
    for (long seed = SEED; seed < SEED + Histories.count(5_000); seed++) {
      LockService service = new LockService(seed % 2 == 0, seed % 3 == 0);
      List<Entry> history =
          RandomPlay.of(seed, service, 4 + (int) (seed % 9), 2 + (int) (seed % 3), 0.1);
      List<Entry> changed = seed % 4 < 2 ? changed(history, new Random(seed)) : history;
      SlowLock slow = new SlowLock(changed);
      Guarantee exclusion = judge(new MutualExclusionChecker(), changed);
      String told = slow.oneHolder() ? slow.tokensGrow() ? "" : "token-order" : "two-holders";
      assertThat(exclusion.anomaly()).as("seed %d: %s", seed, changed).isEqualTo(told);
      assertThat(exclusion.verdict() == Verdict.INVALID).isEqualTo(!told.isEmpty());
      Guarantee fenced = judge(new FencingChecker(), changed);
      assertThat(fenced.verdict() == Verdict.INVALID)
          .as("seed %d: %s", seed, changed)
          .isEqualTo(!slow.fenced());
      counts[0] += told.isEmpty() ? 1 : 0;
      counts[1] += told.equals("two-holders") ? 1 : 0;
      counts[2] += told.equals("token-order") ? 1 : 0;
      counts[3] += fenced.verdict() == Verdict.INVALID ? 1 : 0;
    }
    assertThat(counts[0]).as("fine").isGreaterThan(1_500);
    assertThat(counts[1]).as("two holders").isGreaterThan(250);
    assertThat(counts[2]).as("token order").isGreaterThan(150);
    assertThat(counts[3]).as("stale holders").isGreaterThan(50);
  }

  /** Some tokens are others, some lines name another session, or none. */
  private static List<Entry> changed(List<Entry> history, Random random) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : history) {
      Entry line = entry;
      if (entry.value() instanceof Map<?, ?> && random.nextInt(4) == 0) {
        line = entry.withValue(Map.of("token", (long) random.nextInt(4)));
      }
      if (random.nextInt(15) == 0) {
        line = line.withSession(random.nextBoolean() ? null : "s0.0");
      }
      changed.add(line);
    }
    return changed;
  }

  @Test
  void aFailedOrUnknownAcquisitionIsNoHolder() {
    for (EntryType outcome : List.of(EntryType.FAIL, EntryType.INFO)) {
      List<Entry> history =
          RandomPlay.of(SEED, new LockService(true, false), 40, 4, 0).stream()
              .map(entry ->
                  entry.f().equals("acquire") && entry.type() == EntryType.OK
                      ? entry.withType(outcome)
                      : entry)
              .toList();
      assertThat(judge(new MutualExclusionChecker(), history).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
  }
}
