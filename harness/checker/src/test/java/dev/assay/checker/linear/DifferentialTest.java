package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.KeyValueModel;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.verdict.Guarantee;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search against a brute-force oracle, on thousands of random histories. */
class DifferentialTest {
  private static final long SEED = 20_260_101;
  private static final Limits LIMITS = new Limits(10_000, 64 << 20);

  @ParameterizedTest
  @CsvSource({
    "CONSTRAIN, ABSENT, false",
    "CONSTRAIN, UNKNOWN, false",
    "DROP, ABSENT, false",
    "DROP, UNKNOWN, false",
    "CONSTRAIN, ABSENT, true",
    "DROP, UNKNOWN, true"
  })
  void agreesWithBruteForceOnRandomHistories(
      FailedOps failedOps, NilReads nilReads, boolean sessions) {
    int valid = 0;
    int invalid = 0;
    for (int round = 0; round < Histories.count(5_000); round++) {
      long seed = SEED + round;
      List<Entry> history = history(round, seed);
      List<OperationRecord> operations = Operations.ofClients(history);
      boolean expected = new BruteForce(failedOps, nilReads, sessions, operations).explains();
      RegisterModel model = new RegisterModel(failedOps, nilReads);
      Guarantee guarantee = check(history, model, sessions);
      assertThat(guarantee.verdict())
          .as("seed %d: %s", seed, history)
          .isEqualTo(Orders.verdict(model, operations, expected));
      valid += expected ? 1 : 0;
      invalid += expected ? 0 : 1;
    }
    assertThat(valid).as("valid histories").isGreaterThan(1_000);
    assertThat(invalid).as("invalid histories").isGreaterThan(500);
  }

  private static List<Entry> history(int round, long seed) {
    int operations = 2 + round % 6;
    int processes = 1 + round % 4;
    int values = round % 3;
    double info = round % 5 == 0 ? 0 : 0.35;
    return new RandomHistories(seed, operations, processes, values, info)
        .withSessions(round % 7 % 3)
        .generate(round % 2 == 0 ? 0.1 : 0.4);
  }

  private static Guarantee check(List<Entry> history, RegisterModel model, boolean sessions) {
    OrderChecker<?, ?> checker =
        sessions ? OrderChecker.sequential(model) : OrderChecker.linearizable(model);
    return checker.check(history, LIMITS).getFirst();
  }

  @Test
  void agreesWithBruteForceOnAppends() {
    OrderChecker<?, ?> checker = OrderChecker.linearizable(new KeyValueModel());
    int[] verdicts = new int[2];
    for (int round = 0; round < Histories.count(5_000); round++) {
      long seed = SEED + round;
      List<Entry> history = RandomHistories.ofAppends(seed, 2 + round % 7, 0.4, 0.5);
      List<OperationRecord> operations = Operations.ofClients(history);
      boolean expected =
          new BruteForce(FailedOps.DROP, NilReads.ABSENT, false, operations).explains();
      assertThat(checker.check(history, LIMITS).getFirst().verdict())
          .as("seed %d: %s", seed, history)
          .isEqualTo(Orders.verdict(new KeyValueModel(), operations, expected));
      verdicts[expected ? 0 : 1]++;
    }
    assertThat(verdicts[0]).as("valid histories").isGreaterThan(1_000);
    assertThat(verdicts[1]).as("invalid histories").isGreaterThan(300);
  }
}
