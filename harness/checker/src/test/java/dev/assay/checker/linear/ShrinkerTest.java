package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left after shrinking is still impossible, and each step proves what it claims. */
class ShrinkerTest {
  private static final long SEED = 77;
  private static final RegisterModel REGISTER =
      new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);

  private static Budget budget() {
    return Budget.start(new Limits(20_000, 64 << 20));
  }

  private static boolean possible(List<OperationRecord> operations, boolean sessions) {
    return new BruteForce(FailedOps.CONSTRAIN, NilReads.ABSENT, sessions, operations).explains();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSmallHistoryIsImpossible(boolean sessions) {
    Order order = sessions ? Order.SESSION : Order.REAL_TIME;
    int shrunk = 0;
    for (int round = 0; round < 400; round++) {
      long seed = SEED + round;
      List<OperationRecord> operations =
          Operations.pair(
              new RandomHistories(seed, 5 + round % 26, 4, round % 4, 0.1).generate(0.2));
      if (Search.run(Problem.of(REGISTER, operations, order), budget())
          instanceof SearchResult.Impossible) {
        List<OperationRecord> small = new Shrinker<>(REGISTER, order, budget()).shrink(operations);
        assertThat(small.size()).as("seed %d", seed).isLessThanOrEqualTo(operations.size());
        if (small.size() <= 9) {
          assertThat(possible(small, sessions)).as("seed %d: %s", seed, small).isFalse();
        }
        shrunk++;
      }
    }
    assertThat(shrunk).isGreaterThan(100);
  }

  /** If the whole is possible, so is every rest that {@link Removal} allows. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatMayBeRemovedLeavesAPossibleHistoryPossible(boolean sessions) {
    Order order = sessions ? Order.SESSION : Order.REAL_TIME;
    int removals = 0;
    for (int round = 0; round < 1_500; round++) {
      long seed = SEED + round;
      List<OperationRecord> operations =
          Operations.pair(
              new RandomHistories(seed, 3 + round % 5, 3, round % 4, 0.2).generate(0.02));
      if (!possible(operations, sessions)) {
        continue;
      }
      for (int subset = 1; subset < 1 << operations.size(); subset++) {
        List<OperationRecord> rest = new ArrayList<>();
        Set<OperationRecord> removed = new HashSet<>();
        for (int at = 0; at < operations.size(); at++) {
          ((subset >> at & 1) == 0 ? rest : removed).add(operations.get(at));
        }
        if (new Removal<>(REGISTER, order, rest).mayRemove(removed)) {
          removals++;
          assertThat(possible(rest, sessions))
              .as("seed %d: %s without %s", seed, operations, removed)
              .isTrue();
        }
      }
    }
    assertThat(removals).isGreaterThan(2_000);
  }

  @Test
  void manyWritesOfTheSameValueDoNotSwellTheStory() {
    HistoryBuilder history = new HistoryBuilder();
    for (int round = 0; round < 200; round++) {
      history.did(round % 5, "write", 2L).did(round % 3, "read", 2L).did(1, "write", 3L);
    }
    history.did(1, "write", 2L).did(1, "write", 4L).did(2, "read", 2L);
    List<OperationRecord> small =
        new Shrinker<>(REGISTER, Order.REAL_TIME, budget())
            .shrink(Operations.pair(history.build()));
    assertThat(small).hasSize(3);
  }
}
