package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import dev.assay.checker.model.QueueModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues whose elements are put in once: by the shortcut, against all orders. */
class UniqueQueueTest {
  private static final long SEED = 20_261_128;
  private static final int HISTORIES = Histories.count(20_000);
  private static final QueueModel FIFO = new QueueModel(true);

  private static final QueueModel ANY = new QueueModel(false);

  /** Whether some order explains them, with all that may be there after each. */
  private static boolean explained(QueueModel model, List<OperationRecord> operations) {
    Set<List<Object>> nothing = Set.of(List.of());
    return Orders.explain(
        operations.stream().filter(each -> model.interpret(each) != null).toList(),
        nothing,
        (states, next) -> {
          Set<List<Object>> after = new HashSet<>();
          states.forEach(state -> after.addAll(after(model, state, next)));
          return after.isEmpty() ? null : after;
        });
  }

  private static List<List<Object>> after(
      QueueModel model, List<Object> state, OperationRecord next) {
    if (next.invoke().f().equals("enqueue")) {
      List<Object> more = new ArrayList<>(state);
      more.add(Objects.requireNonNull(next.invoke().value()));
      return List.of(more);
    }
    boolean known = next.outcome() == EntryType.OK;
    Object taken = known ? Values.completion(next).value() : Nil.NIL;
    if (state.isEmpty()) {
      return taken == Nil.NIL ? List.of(state) : List.of();
    }
    List<List<Object>> after = new ArrayList<>();
    for (int at = 0; at < (model.fifo() ? 1 : state.size()); at++) {
      if (!known || state.get(at).equals(taken)) {
        List<Object> fewer = new ArrayList<>(state);
        fewer.remove(at);
        after.add(fewer);
      }
    }
    return after;
  }

  private static boolean strays(QueueModel model, List<OperationRecord> operations) {
    return operations.stream()
        .anyMatch(each -> model.interpret(each) instanceof QueueModel.Call.DequeueAny);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void agreesWithAllOrders(boolean fifo) {
    QueueModel model = fifo ? FIFO : ANY;
    int invalid = 0;
    int undecided = 0;
    int strays = 0;
    int missed = 0;
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      List<OperationRecord> operations =
          Operations.ofClients(new RandomQueue(seed).taking(fifo).generate(3 + (int) (seed % 6)));
      boolean expected = explained(model, operations);
      UniqueQueue.Decision decision = UniqueQueue.decide(model, operations);
      boolean stray = strays(model, operations);
      strays += stray ? 1 : 0;
      switch (decision) {
        case UniqueQueue.Decision.Order(int[] places) -> {
          assertThat(expected).as("seed %d: %s", seed, operations).isTrue();
          assertThat(Replay.fault(model, Order.REAL_TIME, operations, places))
              .as("seed %d: %s", seed, operations)
              .isEmpty();
        }
        case UniqueQueue.Decision.Impossible(List<OperationRecord> shown) -> {
          invalid++;
          assertThat(explained(model, shown))
              .as("seed %d: %s of %s", seed, shown, operations)
              .isFalse();
        }
        case null -> {
          undecided++;
          assertThat(stray).as("seed %d: %s", seed, operations).isTrue();
          missed += expected ? 1 : 0;
        }
      }
    }
    assertThat(invalid).isBetween(HISTORIES / 20, HISTORIES * 9 / 10);
    assertThat(strays).isGreaterThan(HISTORIES / 10);
    assertThat(undecided).isLessThan(strays);
    assertThat(missed).as("left to the search, though there is an order").isLessThan(strays / 100);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSearchAgreesToo(boolean fifo) {
    QueueModel model = fifo ? FIFO : ANY;
    for (long seed = SEED; seed < SEED + HISTORIES / 4; seed++) {
      List<OperationRecord> operations =
          Operations.ofClients(new RandomQueue(seed).taking(fifo).generate(3 + (int) (seed % 6)));
      SearchResult result =
          Search.run(Problem.of(model, operations, Order.REAL_TIME), Budget.start(Limits.DEFAULT));
      assertThat(result instanceof SearchResult.Found)
          .as("seed %d: %s", seed, operations)
          .isEqualTo(explained(model, operations));
    }
  }

  @Test
  void saysNothingWhenAnElementIsPutInTwice() {
    RandomQueue twice = new RandomQueue(1);
    twice.line(EntryType.INVOKE, 0, "enqueue", 1L);
    twice.line(EntryType.OK, 0, "enqueue", 1L);
    twice.line(EntryType.INVOKE, 1, "enqueue", 1L);
    twice.line(EntryType.OK, 1, "enqueue", 1L);

    assertThat(UniqueQueue.decide(FIFO, Operations.ofClients(twice.lines.build()))).isNull();
    assertThat(UniqueQueue.decide(ANY, Operations.ofClients(twice.lines.build()))).isNull();
  }

  @Test
  void decidesLongHistories() {
    for (boolean wrong : List.of(false, true)) {
      List<Entry> history = new RandomQueue(SEED, wrong, false).generate(100_000);

      assertThat(OrderChecker.linearizable(FIFO).decide(history, Limits.DEFAULT))
          .isEqualTo(wrong ? Verdict.INVALID : Verdict.VALID);
    }
  }

  /** Clients of a real queue, which now and then errs, or does not answer. */
  private static final class RandomQueue {
    private static final int CLIENTS = 4;
    private final Random random;
    private final HistoryBuilder lines = new HistoryBuilder();
    private final Deque<Object> queue = new ArrayDeque<>();
    private final @Nullable Object[] open = new @Nullable Object[CLIENTS];
    private final boolean[] done = new boolean[CLIENTS];
    private final int[] process = {0, 1, 2, 3};
    private final boolean[] enqueues = new boolean[CLIENTS];
    private final Object[] results = {Nil.NIL, Nil.NIL, Nil.NIL, Nil.NIL};
    private final boolean wrong;
    private final boolean unknown;
    private boolean fifo = true;
    private long next = 1;

    RandomQueue(long seed) {
      this(seed, seed % 2 == 0, seed % 3 == 0);
    }

    RandomQueue(long seed, boolean wrong, boolean unknown) {
      this.random = new Random(seed);
      this.wrong = wrong;
      this.unknown = unknown;
    }

    /** Whether it takes the oldest element; a random one if not. */
    RandomQueue taking(boolean oldest) {
      fifo = oldest;
      return this;
    }

    void line(EntryType type, int process, String f, @Nullable Object value) {
      lines.add(type, process, f, value);
    }

    List<Entry> generate(int count) {
      int begun = 0;
      while (begun < count || List.of(0, 1, 2, 3).stream().anyMatch(at -> open[at] != null)) {
        int client = random.nextInt(CLIENTS);
        Object doing = open[client];
        if (doing == null && begun < count) {
          begun++;
          begin(client);
        } else if (doing != null && !done[client]) {
          takeEffect(client, doing);
        } else if (doing != null) {
          end(client, doing);
        }
      }
      return lines.build();
    }

    private void begin(int client) {
      boolean enqueue = random.nextBoolean();
      open[client] = enqueue ? (Object) next++ : Nil.NIL;
      done[client] = false;
      if (enqueue) {
        line(EntryType.INVOKE, process[client], "enqueue", open[client]);
      } else {
        line(EntryType.INVOKE, process[client], "dequeue", null);
        results[client] = Nil.NIL;
      }
      enqueues[client] = enqueue;
    }

    private void takeEffect(int client, Object doing) {
      done[client] = true;
      boolean errs = wrong && random.nextInt(3) == 0;
      if (enqueues[client]) {
        if (!errs) {
          queue.add(doing);
        }
        return;
      }
      for (int turn = fifo ? 0 : random.nextInt(queue.size() + 1); turn > 0; turn--) {
        queue.add(queue.remove());
      }
      Object taken = errs ? wrongElement() : queue.poll();
      results[client] = taken == null ? Nil.NIL : taken;
    }

    /** One that is not the first, or that is put in later if at all. */
    private @Nullable Object wrongElement() {
      if (!fifo && random.nextBoolean()) {
        return null;
      }
      return random.nextInt(4) == 0 ? (Object) next : queue.peekLast();
    }

    private void end(int client, Object doing) {
      open[client] = null;
      String f = enqueues[client] ? "enqueue" : "dequeue";
      if (unknown && random.nextInt(4) == 0) {
        line(EntryType.INFO, process[client], f, enqueues[client] ? doing : null);
        process[client] += CLIENTS;
        return;
      }
      line(EntryType.OK, process[client], f, enqueues[client] ? doing : results[client]);
    }
  }
}
