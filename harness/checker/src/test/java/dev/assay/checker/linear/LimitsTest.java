package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The limits hold, and easy keys are judged though others are hopeless. */
class LimitsTest {
  private static final RegisterModel REGISTER =
      new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);

  /** Many concurrent chains of compare-and-sets among which no order exists, but a late read. */
  private static HistoryBuilder hopeless() {
    HistoryBuilder history = new HistoryBuilder();
    for (int process = 0; process < 40; process++) {
      history.invoke(process, "cas", List.of((long) process % 7, (long) (process * 3 + 1) % 7));
    }
    history.did(100, "write", 0L);
    for (int process = 0; process < 40; process++) {
      history.ok(process, "cas", List.of((long) process % 7, (long) (process * 3 + 1) % 7));
    }
    return history.did(100, "read", 6L).did(100, "read", 99L).did(100, "write", 99L);
  }

  @Test
  void givesUpWhenTheMemoryIsUsedUp() {
    Budget budget = Budget.start(new Limits(60_000, 4 << 20), System::nanoTime, Long.MAX_VALUE);
    Problem<?, ?> problem =
        Problem.of(REGISTER, Operations.pair(hopeless().build()), Order.REAL_TIME);
    assertThat(Search.run(problem, budget))
        .isInstanceOfSatisfying(
            SearchResult.GaveUp.class,
            gaveUp -> assertThat(gaveUp.why()).isEqualTo("the memory was used up"));
  }

  @Test
  void givesUpWhenTheTimeIsUp() {
    AtomicLong clock = new AtomicLong();
    Budget budget =
        Budget.start(
            new Limits(1_000, 1 << 30), () -> clock.addAndGet(100_000_000), Long.MAX_VALUE);
    Problem<?, ?> problem =
        Problem.of(REGISTER, Operations.pair(hopeless().build()), Order.REAL_TIME);
    assertThat(Search.run(problem, budget))
        .isInstanceOfSatisfying(
            SearchResult.GaveUp.class,
            gaveUp -> assertThat(gaveUp.why()).isEqualTo("the time was up"));
  }

  @Test
  void decidesTenThousandOperationsOfTwentyClients() {
    long seed = 20;
    List<Entry> history = new RandomHistories(seed, 10_000, 20, 0, 0.02).generate(0);
    Guarantee guarantee =
        OrderChecker.linearizable(REGISTER)
            .check(history, new Limits(20_000, 128 << 20))
            .getFirst();
    assertThat(guarantee.verdict())
        .as("seed %d: %s", seed, guarantee.reason())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void aHopelessKeyDoesNotHideAViolationElsewhere() {
    HistoryBuilder history = hopeless();
    Limits limits = new Limits(2_000, 4 << 20);
    Guarantee unknown =
        OrderChecker.linearizable(REGISTER).check(history.build(), limits).getFirst();
    assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(unknown.reason()).contains("key x", "memory was used up", "of 44 operations");
    history.add(EntryType.INVOKE, 200, "read", "y", null, null);
    history.add(EntryType.OK, 200, "read", "y", 5L, null);
    Guarantee invalid =
        OrderChecker.linearizable(REGISTER).check(history.build(), limits).getFirst();
    assertThat(invalid.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(invalid.reason()).contains("key y");
  }
}
