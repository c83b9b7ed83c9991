package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registers whose values are written once: zones against all orders. */
class UniqueWritesTest {
  private static final long SEED = 20_261_202;
  private static final int HISTORIES = Histories.count(20_000);
  private static final Limits LIMITS = new Limits(10_000, 64 << 20);

  @ParameterizedTest
  @EnumSource(
      names = {"CONSTRAIN", "DROP"},
      value = FailedOps.class)
  void agreesWithBruteForce(FailedOps failedOps) {
    RegisterModel model = new RegisterModel(failedOps, NilReads.ABSENT);
    int decided = 0;
    int invalid = 0;
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      List<Entry> history =
          new RandomHistories(
                  seed, 2 + (int) (seed % 6), 1 + (int) (seed % 4), 0, seed % 5 == 0 ? 0 : 0.3)
              .generate(seed % 2 == 0 ? 0.05 : 0.3);
      if (seed % 3 == 0) {
        history = withAnyRead(new Random(seed), history);
      }
      List<OperationRecord> operations = Operations.ofClients(history);
      boolean expected = new BruteForce(failedOps, NilReads.ABSENT, false, operations).explains();
      UniqueWrites.Decision decision =
          UniqueWrites.decide(Problem.of(model, operations, Order.REAL_TIME));
      if (decision != null) {
        decided++;
        assertThat(decision instanceof UniqueWrites.Decision.Order)
            .as("seed %d: %s", seed, history)
            .isEqualTo(expected);
      }
      if (decision instanceof UniqueWrites.Decision.Impossible(List<OperationRecord> shown)) {
        assertThat(new BruteForce(failedOps, NilReads.ABSENT, false, shown).explains())
            .as("seed %d: what is shown alone is impossible: %s", seed, shown)
            .isFalse();
        invalid++;
      }
      assertThat(OrderChecker.linearizable(model).check(history, LIMITS).getFirst().verdict())
          .as("seed %d: %s", seed, history)
          .isEqualTo(Orders.verdict(model, operations, expected));
    }
    assertThat(decided).as("decided by zones").isGreaterThan(HISTORIES * 9 / 10);
    assertThat(invalid).as("invalid").isGreaterThan(HISTORIES / 20);
  }

  /** Lets one read show a value that is written anywhere, be it later. */
  private static List<Entry> withAnyRead(Random random, List<Entry> history) {
    List<Entry> reads =
        history.stream()
            .filter(entry -> entry.type() == EntryType.OK && entry.f().equals("read"))
            .toList();
    List<Object> written = new ArrayList<>();
    for (Entry entry : history) {
      Object value = entry.value();
      if (value != null && entry.type() == EntryType.INVOKE) {
        written.add(value instanceof List<?> pair ? Objects.requireNonNull(pair.get(1)) : value);
      }
    }
    if (reads.isEmpty() || written.isEmpty()) {
      return history;
    }
    Entry read = reads.get(random.nextInt(reads.size()));
    Entry changed = read.withValue(written.get(random.nextInt(written.size())));
    return history.stream().map(entry -> entry.equals(read) ? changed : entry).toList();
  }

  @Test
  void saysNothingWhenAValueIsWrittenTwice() {
    List<Entry> history = new RandomHistories(1, 6, 2, 1, 0).generate(0);
    assertThat(
            UniqueWrites.decide(
                Problem.of(
                    new RegisterModel(FailedOps.DROP, NilReads.ABSENT),
                    Operations.ofClients(history),
                    Order.REAL_TIME)))
        .isNull();
  }
}
