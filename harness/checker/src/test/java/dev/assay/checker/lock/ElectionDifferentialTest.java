package dev.assay.checker.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Recording;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.RandomPlay;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of an election, against a slow check that tries all that may have happened. */
class ElectionDifferentialTest {
  private static final long SEED = 20_261_130;

  /** What goes wrong. */
  private enum Error {
    NONE,
    /** The node of a living session goes away. */
    FORGETS,
    /** Somebody does not see the first one. */
    OVERLOOKS,
    /** Numbers are those of how many there are. */
    COUNTS
  }

  private static final class ElectionService implements RandomPlay.Service {
    private final Error error;
    private final Random random;
    private final Map<Integer, Integer> generations = new HashMap<>();
    private final Map<Integer, Long> candidates = new HashMap<>();
    private final Set<String> dead = new HashSet<>();
    private final TreeMap<Long, Candidate> there = new TreeMap<>();
    private final Map<Integer, Long> leaders = new HashMap<>();
    private long nextCandidate;
    private long nextEpoch;

    private record Candidate(long id, String session) {}

    private ElectionService(Error error, Random random) {
      this.error = error;
      this.random = random;
    }

    @Override
    public String session(int process) {
      return "s" + process + "." + generations.getOrDefault(process, 0);
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      Long candidate = candidates.get(process);
      if (candidate == null) {
        return new RandomPlay.Call("campaign", null, Map.of("candidate", nextCandidate++));
      }
      Long epoch = leaders.get(process);
      if (epoch != null && dice.nextInt(4) > 0) {
        return new RandomPlay.Call("publish", null, Map.of("epoch", epoch));
      }
      String f = epoch != null || dice.nextInt(9) == 0 ? "resign" : "lead";
      return new RandomPlay.Call(f, null, Map.of("candidate", candidate));
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      String session = session(process);
      Object id = call.value() instanceof Map<?, ?> value ? value.get("candidate") : null;
      if (dead.contains(session)) {
        return null;
      }
      if (!(id instanceof Long candidate)) {
        return call.value();
      }
      return switch (call.f()) {
        case "campaign" -> {
          long epoch = error == Error.COUNTS ? there.size() : nextEpoch++;
          there.put(epoch, new Candidate(candidate, session));
          yield Map.of("candidate", candidate, "epoch", epoch);
        }
        case "lead" -> {
          Map.Entry<Long, Candidate> first = there.firstEntry();
          if (first != null && error == Error.OVERLOOKS && random.nextInt(4) == 0) {
            first = there.higherEntry(first.getKey());
          }
          yield first != null && first.getValue().id() == candidate
              ? Map.of("candidate", candidate, "epoch", first.getKey())
              : null;
        }
        default -> remove(candidate) ? call.value() : null;
      };
    }

    private boolean remove(long candidate) {
      return there.values().removeIf(each -> each.id() == candidate);
    }

    @Override
    public void heard(int process, RandomPlay.Call call, @Nullable Object result) {
      if (dead.contains(session(process))) {
        generations.merge(process, 1, Integer::sum);
        candidates.remove(process);
        leaders.remove(process);
      } else if (call.f().equals("campaign")
          && result instanceof Map<?, ?> value
          && value.get("candidate") instanceof Long candidate) {
        candidates.put(process, candidate);
        leaders.remove(process);
      } else if (call.f().equals("resign")) {
        candidates.remove(process);
        leaders.remove(process);
      } else if (call.f().equals("lead")
          && result instanceof Map<?, ?> value
          && value.get("epoch") instanceof Long epoch) {
        leaders.put(process, epoch);
      }
    }

    @Override
    public void disturb(Random dice) {
      if (dice.nextInt(5) == 0) {
        String session = session(dice.nextInt(6));
        dead.add(session);
        there.values().removeIf(each -> each.session().equals(session));
      } else if (error == Error.FORGETS && !there.isEmpty()) {
        there.pollFirstEntry();
      }
    }
  }

  private static Guarantee judge(List<Entry> history) {
    return ElectionCheckers.all().getFirst().check(history, Limits.DEFAULT).getFirst();
  }

  private static List<Entry> history(long seed, Error error, int most) {
    ElectionService service = new ElectionService(error, new Random(seed));
    return RandomPlay.of(seed, service, 4 + (int) (seed % most), 2 + (int) (seed % 2), 0.08);
  }

  @Test
  void anElectionIsNeverInvalid() {
    int valid = 0;
    for (long seed = SEED; seed < SEED + Histories.count(4_000); seed++) {
      List<Entry> history = history(seed, Error.NONE, 60);
      Guarantee guarantee = judge(history);
      assertThat(guarantee.verdict())
          .as("seed %d: %s %s", seed, guarantee.story(), Recording.text(history))
          .isNotEqualTo(Verdict.INVALID);
      valid += guarantee.verdict() == Verdict.VALID ? 1 : 0;
    }
    assertThat(valid).as("valid histories").isGreaterThan(1_000);
  }

  @Test
  void whatIsInvalidNoElectionExplainsAndMostOfThatIsFound() {
    Map<Error, Integer> found = new TreeMap<>();
    int missed = 0;
    int undecided = 0;
    for (long seed = SEED; seed < SEED + Histories.count(4_000); seed++) {
      Error error = Error.values()[(int) (seed % Error.values().length)];
      List<Entry> history = history(seed, error, 17);
      Optional<Boolean> decided = new SlowElection(history).explained();
      if (decided.isEmpty()) {
        undecided++;
        continue;
      }
      boolean explained = decided.get();
      Guarantee guarantee = judge(history);
      boolean alarm = guarantee.verdict() == Verdict.INVALID;
      assertThat(alarm && explained)
          .as("seed %d: %s %s", seed, guarantee.story(), Recording.text(history))
          .isFalse();
      if (alarm) {
        found.merge(error, 1, Integer::sum);
      }
      missed += alarm || explained ? 0 : 1;
    }
    assertThat(undecided).isLessThanOrEqualTo(Histories.count(4_000) / 1_000);
    int all = found.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(found).as("missed %d", missed).hasSize(Error.values().length - 1);
    assertThat(all).as("found, by error %s; missed %d", found, missed).isGreaterThan(missed);
  }
}
