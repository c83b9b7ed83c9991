package dev.assay.checker.barrier;

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
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of barriers, against a slow check that tries all orders. */
class BarrierDifferentialTest {
  private static final long SEED = 20_261_206;
  private static final List<String> STAGES = List.of("enter", "pass", "leave", "exit");

  /** What goes wrong. */
  private enum Error {
    NONE,
    /** The node of a living session goes away. */
    FORGETS,
    /** Who looks overlooks somebody, or sees somebody twice. */
    MISCOUNTS
  }

  /** Two parties, which go through rounds; others take no part. */
  private static final class Barriers implements RandomPlay.Service {
    private static final int PARTIES = 2;
    private final Error error;
    private final Random random;
    private final Map<Integer, Integer> generations = new HashMap<>();
    private final Map<Integer, Integer> steps = new HashMap<>();
    private final Set<String> dead = new HashSet<>();
    private final Map<String, Map<Integer, String>> there = new TreeMap<>();
    private final Set<String> ready = new HashSet<>();

    private Barriers(Error error, Random random) {
      this.error = error;
      this.random = random;
    }

    @Override
    public String session(int process) {
      return "s" + process + "." + generations.getOrDefault(process, 0);
    }

    @Override
    public RandomPlay.@Nullable Call call(int process, Random dice) {
      if (process >= PARTIES) {
        return null;
      }
      int step = steps.getOrDefault(process, 0);
      return new RandomPlay.Call(
          STAGES.get(step % 4),
          "r" + step / 4,
          Map.of("party", (long) process, "parties", (long) PARTIES));
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      String round = String.valueOf(call.key());
      Map<Integer, String> nodes = there.computeIfAbsent(round, _ -> new TreeMap<>());
      if (dead.contains(session(process))) {
        return null;
      }
      int seen = nodes.size();
      if (error == Error.MISCOUNTS && random.nextInt(3) == 0) {
        seen += call.f().equals("pass") ? 1 : -1;
      }
      boolean done =
          switch (call.f()) {
            case "enter" -> nodes.put(process, session(process)) == null;
            case "pass" -> ready.contains(round) || (seen >= PARTIES && ready.add(round));
            case "leave" -> nodes.remove(process) != null;
            default -> seen <= 0;
          };
      return done ? call.value() : null;
    }

    @Override
    public void heard(int process, RandomPlay.Call call, @Nullable Object result) {
      int step = steps.getOrDefault(process, 0);
      if (dead.contains(session(process))) {
        generations.merge(process, 1, Integer::sum);
        steps.put(process, step / 4 * 4 + 4);
      } else if (result != null) {
        steps.put(process, step + 1);
      } else if (!call.f().equals("pass") && !call.f().equals("exit")) {
        steps.put(process, step / 4 * 4 + 4);
      }
    }

    @Override
    public void disturb(Random dice) {
      int process = dice.nextInt(PARTIES);
      if (dice.nextInt(6) == 0) {
        dead.add(session(process));
        there.values().forEach(nodes -> nodes.values().remove(session(process)));
      } else if (error == Error.FORGETS && dice.nextBoolean()) {
        there.values().forEach(nodes -> nodes.remove(process));
      }
    }
  }

  /** Who is there, by round and party; the rounds that are open; the sessions that have ended. */
  private record State(Map<String, String> there, Set<String> ready, Set<String> dead) {
    State with(@Nullable String node, @Nullable String session) {
      Map<String, String> more = new HashMap<>(there);
      if (node != null && session != null) {
        more.put(node, session);
      } else {
        more.remove(node);
      }
      return new State(more, ready, dead);
    }

    List<String> in(String round) {
      return there.keySet().stream().filter(node -> node.startsWith(round + "/")).toList();
    }

    /** Whoever is in a round must have lost its session. */
    State emptied(String round) {
      Map<String, String> left = new HashMap<>(there);
      Set<String> ended = new HashSet<>(dead);
      in(round).forEach(node -> ended.add(String.valueOf(left.get(node))));
      left.values().removeIf(ended::contains);
      return new State(left, ready, ended);
    }
  }

  private static @Nullable State step(State state, OperationRecord next) {
    String session = String.valueOf(next.session());
    boolean ok = next.outcome() == EntryType.OK;
    if (state.dead.contains(session)) {
      return ok ? null : state;
    }
    String round = String.valueOf(next.invoke().key());
    String node = round + "/" + Values.number(next.invoke(), "party");
    return switch (next.invoke().f()) {
      case "enter" -> state.with(node, session);
      case "pass" -> {
        if (state.ready.contains(round) || state.in(round).size() >= Barriers.PARTIES) {
          Set<String> ready = new HashSet<>(state.ready);
          ready.add(round);
          yield new State(state.there, ready, state.dead);
        }
        yield ok ? null : state;
      }
      case "leave" -> ok && !state.there.containsKey(node) ? null : state.with(node, null);
      default -> {
        State after = ok ? state.emptied(round) : state;
        yield after.dead.contains(session) ? null : after;
      }
    };
  }

  private static boolean explains(List<Entry> history) {
    List<OperationRecord> operations =
        Operations.ofClients(history).stream()
            .filter(each -> each.outcome() != EntryType.FAIL)
            .toList();
    State nothing = new State(Map.of(), Set.of(), Set.of());
    return Orders.explain(operations, nothing, BarrierDifferentialTest::step);
  }

  private static Guarantee judge(List<Entry> history) {
    return new BarrierChecker().check(history, Limits.DEFAULT).getFirst();
  }

  private static List<Entry> history(long seed, Error error, int most) {
    Barriers service = new Barriers(error, new Random(seed));
    return RandomPlay.of(seed, service, 6 + (int) (seed % most), 3, 0.03);
  }

  @Test
  void barriersAreNeverInvalid() {
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
  void whatIsInvalidNoBarrierExplainsAndMostOfThatIsFound() {
    int found = 0;
    int missed = 0;
    for (long seed = SEED; seed < SEED + Histories.count(4_000); seed++) {
      Error error = Error.values()[(int) (seed % Error.values().length)];
      List<Entry> history = history(seed, error, 14);
      boolean explained = explains(history);
      Guarantee guarantee = judge(history);
      boolean alarm = guarantee.verdict() == Verdict.INVALID;
      assertThat(alarm && explained)
          .as("seed %d: %s %s", seed, guarantee.story(), Recording.text(history))
          .isFalse();
      found += alarm ? 1 : 0;
      missed += alarm || explained ? 0 : 1;
    }
    assertThat(found).as("found; missed %d", missed).isGreaterThan(Math.max(missed, 200));
  }
}
