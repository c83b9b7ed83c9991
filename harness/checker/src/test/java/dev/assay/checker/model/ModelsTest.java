package dev.assay.checker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Recording;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.set.LinearSetChecker;
import dev.assay.checker.set.SetChecker;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each model by hand, and the search with it against all orders. */
class ModelsTest {
  private static final int HISTORIES = Histories.count(3_000);

  private final List<Entry> entries = new ArrayList<>();

  private ModelsTest line(EntryType type, int process, String f, @Nullable Object value) {
    entries.add(Entry.line(entries.size(), type, new Actor.Client(process), f, value));
    return this;
  }

  /** An operation that nothing overlaps. */
  private ModelsTest then(
      int process, String f, @Nullable Object argument, @Nullable Object result) {
    return line(EntryType.INVOKE, process, f, argument).line(EntryType.OK, process, f, result);
  }

  private Verdict judge(Model<?, ?> model) {
    return OrderChecker.linearizable(model).check(entries, Limits.DEFAULT).getFirst().verdict();
  }

  private void is(Verdict verdict, Model<?, ?> model) {
    assertThat(judge(model)).isEqualTo(verdict);
    entries.clear();
  }

  @Test
  void mutexes() {
    MutexModel plain = new MutexModel(MutexModel.Kind.PLAIN);
    MutexModel owned = new MutexModel(MutexModel.Kind.OWNED);
    MutexModel again = new MutexModel(MutexModel.Kind.REENTRANT);
    then(0, "acquire", null, null).then(1, "acquire", null, null).is(Verdict.INVALID, plain);
    then(0, "acquire", null, null).then(1, "release", null, null).is(Verdict.VALID, plain);
    then(0, "acquire", null, null).then(1, "release", null, null).is(Verdict.INVALID, owned);
    then(0, "acquire", null, null).then(0, "acquire", null, null).is(Verdict.INVALID, owned);
    then(0, "acquire", null, null)
        .then(0, "acquire", null, null)
        .then(0, "release", null, null)
        .is(Verdict.VALID, again);
    then(0, "acquire", null, null)
        .then(0, "acquire", null, null)
        .then(0, "release", null, null)
        .then(1, "acquire", null, null)
        .is(Verdict.INVALID, again);
    // A release of unknown outcome explains the second owner.
    then(0, "acquire", null, null)
        .line(EntryType.INVOKE, 0, "release", null)
        .then(1, "acquire", null, null)
        .is(Verdict.VALID, owned);
  }

  @Test
  void fencingTokensGrow() {
    MutexModel fenced = new MutexModel(MutexModel.Kind.FENCED);
    then(0, "acquire", null, 5L)
        .then(0, "release", null, null)
        .then(1, "acquire", null, 5L)
        .is(Verdict.INVALID, fenced);
    then(0, "acquire", null, 5L)
        .then(0, "release", null, null)
        .then(1, "acquire", null, 6L)
        .is(Verdict.VALID, fenced);
  }

  @Test
  void aTreeRefusesWhatItDoesNotKnow() {
    then(0, "sync", Map.of("path", "/a"), Map.of("path", "/a"));
    assertThatThrownBy(() -> new ZnodeModel().interpret(Operations.ofClients(entries).getFirst()))
        .isInstanceOf(HistoryException.class)
        .hasMessage("index 0: a tree of znodes does not know sync");
    assertThat(judge(new ZnodeModel())).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aNodeThatExistsIsThere() {
    Object path = Map.of("path", "/a");
    ZnodeModel model = new ZnodeModel();
    then(0, "create", path, path)
        .line(EntryType.INVOKE, 0, "exists", path)
        .line(EntryType.FAIL, 0, "exists", path);
    entries.add(entries.removeLast().withError("no-node"));
    is(Verdict.INVALID, model);
    line(EntryType.INVOKE, 0, "exists", path).line(EntryType.FAIL, 0, "exists", path);
    entries.add(entries.removeLast().withError("no-node"));
    is(Verdict.VALID, model);
  }

  @Test
  void queues() {
    then(0, "enqueue", 1L, 1L)
        .then(0, "enqueue", 2L, 2L)
        .then(1, "dequeue", null, 2L)
        .is(Verdict.INVALID, new QueueModel(true));
    then(0, "enqueue", 1L, 1L)
        .then(0, "enqueue", 2L, 2L)
        .then(1, "dequeue", null, 2L)
        .is(Verdict.VALID, new QueueModel(false));
    then(0, "enqueue", 1L, 1L)
        .then(1, "dequeue", null, 1L)
        .then(1, "dequeue", null, 1L)
        .is(Verdict.INVALID, new QueueModel(false));
    then(0, "enqueue", 1L, 1L)
        .then(1, "dequeue", null, Nil.NIL)
        .is(Verdict.INVALID, new QueueModel(true));
    then(0, "enqueue", 1L, 1L)
        .then(1, "dequeue", null, Nil.NIL)
        .is(Verdict.INVALID, new QueueModel(false));
    // What is put in twice is not decided by a shortcut.
    then(0, "enqueue", 1L, 1L)
        .then(0, "enqueue", 1L, 1L)
        .then(1, "dequeue", null, 1L)
        .then(1, "dequeue", null, Nil.NIL)
        .is(Verdict.INVALID, new QueueModel(false));
    then(0, "enqueue", 1L, 1L)
        .then(0, "enqueue", 2L, 2L)
        .line(EntryType.INVOKE, 1, "dequeue", null)
        .then(2, "dequeue", null, 1L)
        .then(2, "dequeue", null, Nil.NIL)
        .is(Verdict.VALID, new QueueModel(false));
    // A dequeue of unknown outcome may have taken the first element.
    then(0, "enqueue", 1L, 1L)
        .then(0, "enqueue", 2L, 2L)
        .line(EntryType.INVOKE, 1, "dequeue", null)
        .then(2, "dequeue", null, 2L)
        .is(Verdict.VALID, new QueueModel(true));
  }

  @Test
  void countersAndSets() {
    then(0, "add", 2L, 2L).then(1, "read", null, 2L).is(Verdict.VALID, new CounterModel());
    then(0, "add", 2L, 2L).then(1, "read", null, 0L).is(Verdict.INVALID, new CounterModel());
    then(0, "add", 1L, 1L).then(1, "read", null, List.of(1L)).is(Verdict.VALID, new SetModel());
    then(0, "add", 1L, 1L).then(1, "read", null, List.of()).is(Verdict.INVALID, new SetModel());
  }

  /** Whatever another set shows, and however the history is judged. */
  @Test
  void aReadOfASetWithAnElementTwiceIsImpossible() {
    then(0, "add", 1L, 1L).then(0, "add", 2L, 2L).then(1, "read", null, List.of(1L, 1L));
    assertThat(new LinearSetChecker().check(entries, Limits.DEFAULT).getFirst().reason())
        .contains("a read shows the element 1 twice");
    SetChecker distinct = new SetChecker();
    assertThat(distinct.check(entries, Limits.DEFAULT).getFirst().verdict())
        .isEqualTo(Verdict.INVALID);
    is(Verdict.INVALID, new SetModel());
  }

  @Test
  void severalRegistersAtOnce() {
    MultiRegisterModel model = new MultiRegisterModel(NilReads.ABSENT);
    List<Object> both = List.of(List.of("w", "x", 1L), List.of("w", "y", 1L));
    then(0, "txn", both, both)
        .then(1, "txn", List.of(), List.of(List.of("r", "x", 1L), List.of("r", "y", 1L)))
        .is(Verdict.VALID, model);
    then(0, "txn", both, both)
        .then(1, "txn", List.of(), List.of(List.of("r", "x", 1L), List.of("r", "y", Nil.NIL)))
        .is(Verdict.INVALID, model);
  }

  @Test
  void theSearchAgreesWithAllOrders() {
    agrees(new MutexModel(MutexModel.Kind.PLAIN), ModelsTest::mutexOperation);
    agrees(new MutexModel(MutexModel.Kind.OWNED), ModelsTest::mutexOperation);
    agrees(new MutexModel(MutexModel.Kind.REENTRANT), ModelsTest::mutexOperation);
    agrees(new MutexModel(MutexModel.Kind.FENCED), ModelsTest::mutexOperation);
    agrees(new QueueModel(true), ModelsTest::queueOperation);
    agrees(new QueueModel(false), ModelsTest::queueOperation);
    agrees(new CounterModel(), ModelsTest::counterOperation);
    agrees(new SetModel(), ModelsTest::setOperation);
  }

  private record Drawn(String f, @Nullable Object argument, @Nullable Object result) {}

  private static Drawn mutexOperation(Random random) {
    return new Drawn(random.nextBoolean() ? "acquire" : "release", null, (long) random.nextInt(4));
  }

  private static Drawn queueOperation(Random random) {
    long element = random.nextInt(3);
    return random.nextBoolean()
        ? new Drawn("enqueue", element, element)
        : new Drawn("dequeue", null, random.nextInt(5) == 0 ? Nil.NIL : (Object) element);
  }

  private static Drawn counterOperation(Random random) {
    long number = random.nextInt(3);
    return random.nextBoolean()
        ? new Drawn("add", number, number)
        : new Drawn("read", null, number);
  }

  private static Drawn setOperation(Random random) {
    long element = random.nextInt(2);
    return random.nextBoolean()
        ? new Drawn("add", element, element)
        : new Drawn(
            "read",
            null,
            random.nextInt(6) == 0
                ? List.of(element, element)
                : random.nextBoolean() ? List.of(element) : List.of(0L, 1L));
  }

  @Test
  void theStepsOfASetAgreeWithAllOrders() {
    long[] next = {0};
    agrees(
        new SetModel(),
        new LinearSetChecker(),
        random -> {
          if (random.nextBoolean()) {
            long element = next[0]++;
            return new Drawn("add", element, element);
          }
          List<Object> shown = new ArrayList<>();
          for (long element = Math.max(0, next[0] - 4); element < next[0]; element++) {
            if (random.nextInt(4) > 0) {
              shown.add(element);
            }
          }
          if (!shown.isEmpty() && random.nextInt(12) == 0) {
            shown.add(shown.getFirst());
          }
          return new Drawn("read", null, shown);
        },
        () -> next[0] = 0);
  }

  private <S, C> void agrees(Model<S, C> model, Function<Random, Drawn> draw) {
    agrees(model, OrderChecker.linearizable(model), draw, () -> {});
  }

  private <S, C> void agrees(
      Model<S, C> model, Checker checker, Function<Random, Drawn> draw, Runnable begin) {
    int valid = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      entries.clear();
      begin.run();
      random(new Random(seed), draw);
      List<OperationRecord> meaningful =
          Operations.ofClients(entries).stream()
              .filter(each -> model.interpret(each) != null)
              .toList();
      boolean expected =
          Orders.explain(
              meaningful,
              model.initial(),
              (state, next) -> model.step(state, Objects.requireNonNull(model.interpret(next))));
      Guarantee judged = checker.check(entries, Limits.DEFAULT).getFirst();
      assertThat(judged.verdict())
          .as("%s, seed %d: %s", model, seed, entries)
          .isEqualTo(Orders.verdict(model, meaningful, expected));
      if (judged.verdict() == Verdict.INVALID) {
        List<Entry> shown = Recording.renumbered(judged.evidence());
        assertThat(
                OrderChecker.linearizable(model).check(shown, Limits.DEFAULT).getFirst().verdict())
            .as("%s, seed %d, what is shown: %s", model, seed, shown)
            .isEqualTo(Verdict.INVALID);
      }
      valid += expected ? 1 : 0;
    }
    assertThat(valid).as("%s: valid ones", model).isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
  }

  private void random(Random random, Function<Random, Drawn> draw) {
    int count = 2 + random.nextInt(5);
    @Nullable Drawn[] open = new @Nullable Drawn[3];
    int[] process = {0, 1, 2};
    for (int begun = 0;
        begun < count || List.of(0, 1, 2).stream().anyMatch(at -> open[at] != null); ) {
      int slot = random.nextInt(3);
      Drawn drawn = open[slot];
      if (drawn == null) {
        if (begun < count) {
          begun++;
          Drawn begin = draw.apply(random);
          open[slot] = begin;
          line(EntryType.INVOKE, process[slot], begin.f(), begin.argument());
        }
        continue;
      }
      int dice = random.nextInt(8);
      EntryType type = dice == 0 ? EntryType.INFO : dice == 1 ? EntryType.FAIL : EntryType.OK;
      line(
          type, process[slot], drawn.f(), type == EntryType.OK ? drawn.result() : drawn.argument());
      process[slot] += type == EntryType.INFO ? 3 : 0;
      open[slot] = null;
    }
  }
}
