package dev.assay.checker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.verdict.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said while a history grows, against the search through the whole of it. */
class StreamingRegisterDifferentialTest {
  private static final long SEED = 20_261_128;
  private static final Limits LIMITS = new Limits(20_000, 256 << 20);

  @ParameterizedTest
  @CsvSource({
    "DROP, ABSENT, false, 14, 20000",
    "DROP, UNKNOWN, false, 14, 20000",
    "DROP, ABSENT, true, 14, 20000",
    "DROP, UNKNOWN, true, 14, 20000",
    "CONSTRAIN, ABSENT, true, 14, 20000",
    "CONSTRAIN, ABSENT, true, 80, 4000",
    "DROP, ABSENT, true, 80, 4000"
  })
  void agreesWithTheSearch(
      FailedOps failedOps, NilReads nilReads, boolean cas, int longest, int usual) {
    int rounds = Histories.count(usual);
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int round = 0; round < rounds; round++) {
      long seed = SEED + round;
      RandomRegister.Shape shape =
          new RandomRegister.Shape(
              2 + round % (longest - 1),
              1 + round % 5,
              cas,
              round % 3 == 0 ? 0 : longest > 20 ? 0.05 : 0.3,
              round % 2 == 0 ? 0.0 : 2.5 / longest);
      List<Entry> history = RandomRegister.history(seed, shape);
      Verdict expected =
          OrderChecker.linearizable(new RegisterModel(failedOps, nilReads))
              .check(history, LIMITS)
              .getFirst()
              .verdict();
      Verdict said = stream(history, failedOps, nilReads);
      if (expected != Verdict.UNKNOWN) {
        verdicts.merge(said, 1, Integer::sum);
      }
      if (failedOps == FailedOps.DROP || said != Verdict.UNKNOWN) {
        assertThat(said).as("seed %d: %s", seed, history).isEqualTo(expected);
      }
    }
    assertFair(verdicts, nilReads, rounds);
  }

  private static void assertFair(Map<Verdict, Integer> verdicts, NilReads nilReads, int rounds) {
    int invalid = nilReads == NilReads.ABSENT ? rounds / 10 : rounds / 30;
    assertThat(verdicts.getOrDefault(Verdict.INVALID, 0)).as("%s", verdicts).isGreaterThan(invalid);
    assertThat(verdicts.getOrDefault(Verdict.VALID, 0))
        .as("%s", verdicts)
        .isGreaterThan(rounds / 4);
    assertThat(verdicts.getOrDefault(Verdict.UNKNOWN, 0))
        .as("%s", verdicts)
        .isLessThan(rounds / 10);
  }

  private static Verdict stream(List<Entry> history, FailedOps failedOps, NilReads nilReads) {
    StreamingRegister checker = new StreamingRegister(failedOps, nilReads, 1 << 30);
    for (Entry entry : history) {
      checker.accept(entry);
      if (checker.violation().isPresent()) {
        break;
      }
    }
    return checker.violation().orElseGet(checker::finish).verdict();
  }
}
