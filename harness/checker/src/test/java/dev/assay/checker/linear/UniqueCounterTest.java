package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.HistoryGenerator;
import dev.assay.checker.generate.HistorySettings;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import dev.assay.checker.model.CounterModel;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of counters to which one amount is always added. */
class UniqueCounterTest {
  private static final CounterModel COUNTER = new CounterModel();
  private static final Limits LIMITS = new Limits(20_000, 256 << 20);

  private HistoryBuilder lines = new HistoryBuilder();

  private UniqueCounterTest line(EntryType type, int process, String f, @Nullable Object value) {
    lines.add(type, process, f, value);
    return this;
  }

  private UniqueCounterTest begin(int process, String f, @Nullable Object value) {
    return line(EntryType.INVOKE, process, f, value);
  }

  private UniqueCounterTest ok(int process, String f, @Nullable Object value) {
    return line(EntryType.OK, process, f, value);
  }

  private UniqueCounterTest add(long amount) {
    return begin(0, "add", amount).ok(0, "add", amount);
  }

  private UniqueCounterTest read(long number) {
    return begin(1, "read", null).ok(1, "read", number);
  }

  private UniqueCounter.@Nullable Decision decide() {
    List<OperationRecord> operations = Operations.ofClients(lines.build());
    lines = new HistoryBuilder();
    UniqueCounter.Decision decision = UniqueCounter.decide(COUNTER, operations);
    if (decision instanceof UniqueCounter.Decision.Order(int[] places)) {
      assertThat(Replay.fault(COUNTER, Order.REAL_TIME, operations, places)).isEmpty();
    }
    return decision;
  }

  private void isValid() {
    assertThat(decide()).isInstanceOf(UniqueCounter.Decision.Order.class);
  }

  /** With so many operations shown, from another read on or from the beginning. */
  private void isInvalid(boolean midway, int shown) {
    assertThat(decide())
        .isInstanceOfSatisfying(
            UniqueCounter.Decision.Impossible.class,
            decision -> {
              assertThat(decision.model().midway()).isEqualTo(midway);
              assertThat(decision.operations()).hasSize(shown);
            });
  }

  private void isForTheSearch() {
    assertThat(decide()).isNull();
  }

  @Test
  void readsShowWhatWasAddedByThen() {
    isValid();
    read(0).isValid();
    add(1).isValid();
    read(0).add(1).read(1).add(1).add(1).read(3).isValid();
    add(-1).read(-1).isValid();
    add(5).add(5).read(10).isValid();
    read(0).add(1).add(1).read(1).isInvalid(false, 3);
    add(1).read(2).isInvalid(false, 2);
    add(5).read(5).add(5).read(5).isInvalid(true, 3);
    add(-1).read(-1).add(-1).read(-3).isInvalid(true, 3);
  }

  @Test
  void aReadThatOverlapsAnAddMayShowBoth() {
    for (long number = 0; number <= 1; number++) {
      begin(0, "add", 1L).read(number).ok(0, "add", 1L).isValid();
    }
    begin(0, "add", 1L).read(1).read(0).ok(0, "add", 1L).isInvalid(true, 2);
    begin(0, "add", 1L).read(2).ok(0, "add", 1L).isInvalid(false, 2);
  }

  @Test
  void anAddOfUnknownOutcomeCountsAtAnyTimeOnceOrNever() {
    begin(0, "add", 1L).line(EntryType.INFO, 0, "add", 1L).read(0).read(1).isValid();
    begin(0, "add", 1L).read(0).read(1).isValid();
    begin(0, "add", 1L).read(0).isValid();
    begin(0, "add", 1L).read(0).read(2).isInvalid(false, 2);
    read(1).begin(0, "add", 1L).isInvalid(false, 1);
    begin(0, "add", 1L).line(EntryType.FAIL, 0, "add", 1L).read(1).isInvalid(false, 1);
  }

  @Test
  void anAddOfUnknownOutcomeFillsNoPlaceThatAnAcknowledgedOneNeeds() {
    begin(2, "add", 1L).add(1).read(1).isValid();
    begin(2, "add", 1L).add(1).read(0).isInvalid(false, 2);
    begin(2, "add", 1L).add(1).read(1).add(1).read(2).read(3).isValid();
    begin(2, "add", 1L).add(1).read(2).add(1).read(2).isInvalid(true, 3);
  }

  @Test
  void numbersThatAddsCannotMakeAreImpossible() {
    add(5).read(3).isInvalid(false, 2);
    add(5).read(-5).isInvalid(false, 2);
    add(-1).read(1).isInvalid(false, 2);
    read(1).isInvalid(false, 1);
    read(-1).isInvalid(false, 1);
    add(1).read(Long.MAX_VALUE).isInvalid(false, 2);
    add(1).read(Long.MIN_VALUE).isInvalid(false, 2);
    add(-1).read(Long.MIN_VALUE).isInvalid(false, 2);
  }

  @Test
  void readsWithoutAResultSayNothing() {
    add(1).begin(1, "read", null).ok(1, "read", Nil.NIL).isValid();
    add(1).begin(1, "read", null).line(EntryType.INFO, 1, "read", null).isValid();
    add(1).begin(1, "read", null).line(EntryType.FAIL, 1, "read", null).isValid();
  }

  @Test
  void otherCountersAreForTheSearch() {
    add(1).add(2).read(3).isForTheSearch();
    add(0).read(0).isForTheSearch();
    add(1).add(-1).isForTheSearch();
    add(1L << 62).add(1L << 62).isForTheSearch();
    add(Long.MIN_VALUE).isForTheSearch();
    assertThat(UniqueCounter.decide(new CounterModel(true), List.of())).isNull();
  }

  @Test
  void aStoryOfALongHistoryIsShort() {
    List<Entry> history =
        new ArrayList<>(
            HistoryGenerator.generate(
                GeneratedModel.COUNTER, HistorySettings.of(20_261_129, 100_000, 20, 100)));
    OrderChecker<?, ?> checker = OrderChecker.linearizable(COUNTER);
    assertThat(checker.decide(history, LIMITS)).isEqualTo(Verdict.VALID);

    int last = history.size();
    while (!history.get(last - 1).f().equals("read")
        || history.get(last - 1).type() != EntryType.OK) {
      last--;
    }
    Entry read = history.get(last - 1);
    history.set(last - 1, read.withValue(Values.number(read) - 1_000));
    assertThat(checker.decide(history, LIMITS)).isEqualTo(Verdict.INVALID);
    Guarantee guarantee = checker.check(history, LIMITS).getFirst();
    assertThat(guarantee.evidence()).hasSize(4);
    assertThat(guarantee.story().getLast()).contains("In the order r1 the state is then");
  }
}
