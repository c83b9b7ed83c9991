package dev.assay.checker.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Actor;
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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a set, against a slow check: each element by itself is there or not, is added
 * and never goes away, and some order of its adds and of all reads explains who saw it.
 */
class SetDifferentialTest {
  private static final long SEED = 20_261_129;
  private static final int NODES = 3;

  /** A set; a wrong one forgets, shows too little or too much, or an element twice. */
  private static final class SetService implements RandomPlay.Service {
    private final boolean wrong;
    private final Random random;
    private final Set<Object> there = new TreeSet<>();

    private SetService(boolean wrong, Random random) {
      this.wrong = wrong;
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      return dice.nextBoolean()
          ? new RandomPlay.Call("add", null, (long) dice.nextInt(4))
          : new RandomPlay.Call("read", null, null);
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      if (call.value() == null) {
        return shown();
      }
      boolean refused = random.nextInt(5) == 0;
      boolean lie = wrong && random.nextInt(8) == 0;
      boolean done = lie == refused;
      if (done) {
        there.add(call.value());
      }
      return refused ? null : call.value();
    }

    private List<Object> shown() {
      List<Object> shown = new ArrayList<>(there);
      int error = wrong ? random.nextInt(24) : -1;
      if (error == 0 && !shown.isEmpty()) {
        shown.remove(random.nextInt(shown.size()));
      } else if (error == 1) {
        shown.add((long) random.nextInt(5));
      } else if (error == 2 && !shown.isEmpty()) {
        there.remove(shown.getFirst());
      }
      return shown;
    }
  }

  private static Entry line(
      long index, EntryType type, Actor actor, String f, @Nullable Object value) {
    String node = actor instanceof Actor.Client(int process) ? "n" + process % NODES : null;
    return Entry.line(index, type, actor, f, value).withTime(index * 1_000_000).withNode(node);
  }

  /** With a last read of every node; they come one after the other. */
  private static List<Entry> history(long seed, boolean wrong, int most) {
    Random random = new Random(seed);
    SetService service = new SetService(wrong, random);
    int operations = 2 + (int) (seed % most);
    List<Entry> history =
        new ArrayList<>(RandomPlay.of(seed, service, operations, 1 + (int) (seed % 4), 0.2));
    history.add(line(history.size(), EntryType.EVENT, new Actor.Nemesis(), "phase", "final"));
    for (int node = 0; node < NODES; node++) {
      Actor reader = new Actor.Client(999 + node);
      history.add(line(history.size(), EntryType.INVOKE, reader, "read", null));
      history.add(line(history.size(), EntryType.OK, reader, "read", service.shown()));
    }
    return history;
  }

  private static Verdict judge(List<Entry> history) {
    return new SetChecker().check(history, Limits.DEFAULT).getFirst().verdict();
  }

  private static boolean explains(List<Entry> history) {
    List<OperationRecord> operations =
        Operations.ofClients(history).stream()
            .filter(each -> each.outcome() == EntryType.OK || isUnknownAdd(each))
            .toList();
    for (OperationRecord each : operations) {
      if (isRead(each) && new HashSet<>(listOf(each)).size() < listOf(each).size()) {
        return false;
      }
    }
    for (long element = 0; element < 5; element++) {
      Object one = element;
      List<OperationRecord> about =
          operations.stream()
              .filter(each -> isRead(each) || one.equals(each.invoke().value()))
              .toList();
      if (!Orders.explain(about, false, new One(one)::after)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnknownAdd(OperationRecord operation) {
    return operation.outcome() == EntryType.INFO && !isRead(operation);
  }

  private static boolean isRead(OperationRecord operation) {
    return operation.invoke().f().equals("read");
  }

  private static List<?> listOf(OperationRecord read) {
    return (List<?>) Objects.requireNonNull(Values.completion(read).value());
  }

  /** One element of the set; the state is whether it is there. */
  private record One(Object element) {
    @Nullable Boolean after(Boolean there, OperationRecord next) {
      if (!isRead(next)) {
        return true;
      }
      return listOf(next).contains(element) == there ? there : null;
    }
  }

  @Test
  void aSetIsNeverInvalid() {
    for (long seed = SEED; seed < SEED + Histories.count(4_000); seed++) {
      List<Entry> history = history(seed, false, 60);
      assertThat(judge(history))
          .as("seed %d: %s", seed, Recording.text(history))
          .isEqualTo(Verdict.VALID);
    }
  }

  @Test
  void agreesWithTheSlowCheck() {
    int invalid = 0;
    int explained = 0;
    for (long seed = SEED; seed < SEED + Histories.count(6_000); seed++) {
      List<Entry> history = history(seed, true, 8);
      boolean expected = explains(history);
      assertThat(judge(history))
          .as("seed %d: %s", seed, Recording.text(history))
          .isEqualTo(expected ? Verdict.VALID : Verdict.INVALID);
      invalid += expected ? 0 : 1;
      explained += expected ? 1 : 0;
    }
    assertThat(explained).as("valid histories").isGreaterThan(1_000);
    assertThat(invalid).as("invalid histories").isGreaterThan(500);
  }
}
