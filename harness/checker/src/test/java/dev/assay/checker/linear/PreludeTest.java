package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.KeyValueModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stories of long histories whose operations have no closed form begin late, and say from what. */
class PreludeTest {
  private static final int HISTORIES = Histories.count(2_000);
  private final List<Entry> lines = new ArrayList<>();

  private PreludeTest line(EntryType type, int process, String f, @Nullable String value) {
    lines.add(Entry.line(lines.size(), type, new Actor.Client(process), f, value));
    return this;
  }

  private PreludeTest did(int process, String f, String value) {
    return line(EntryType.INVOKE, process, f, f.equals("get") ? null : value)
        .line(EntryType.OK, process, f, value);
  }

  private Guarantee judge() {
    return OrderChecker.linearizable(new KeyValueModel()).check(lines, Limits.DEFAULT).getFirst();
  }

  @Test
  void aStaleReadAfterManyWritesIsToldFromTheLastOfThem() {
    for (int number = 1; number <= 100; number++) {
      did(0, "put", "v" + number);
    }
    did(1, "get", "v1");
    Guarantee guarantee = judge();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.story().getFirst())
        .isEqualTo(
            "Before this there were 100 operations, after which the state could only be \"v100\".");
    assertThat(guarantee.story()).hasSizeLessThan(6).anyMatch(line -> line.contains("get of"));
    assertThat(guarantee.evidence()).hasSize(2);
  }

  @Test
  void whatIsOpenAllTheTimeHidesNothingAndTheEndIsAlwaysTold() {
    line(EntryType.INVOKE, 9, "append", "z");
    for (int number = 1; number <= 60; number++) {
      did(0, "append", Integer.toString(number % 10));
    }
    did(1, "get", "never");
    Guarantee guarantee = judge();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.story())
        .hasSizeLessThan(50)
        .anyMatch(line -> line.contains("more operations"))
        .anyMatch(line -> line.contains("get of \"never\""));
  }

  @Test
  void whereThousandsOverlapTheBeginningStays() {
    line(EntryType.INVOKE, 9, "append", "z");
    for (int number = 1; number <= 4_000; number++) {
      did(0, "append", "a");
    }
    assertThat(Prelude.of(new KeyValueModel(), Operations.ofClients(lines))).isNull();
  }

  @Test
  void whatComesAfterTheMomentIsImpossibleFromItsStateAlone() {
    int found = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<OperationRecord> operations = random(new Random(seed));
      Problem<String, ?> problem = Problem.of(new KeyValueModel(), operations, Order.REAL_TIME);
      boolean impossible =
          Search.run(problem, Budget.start(Limits.DEFAULT)) instanceof SearchResult.Impossible;
      Prelude<String> prelude = impossible ? Prelude.of(new KeyValueModel(), operations) : null;
      if (prelude != null) {
        found++;
        Begun<String, ?> begun = new Begun<>(new KeyValueModel(), prelude.state());
        assertThat(
                Search.run(
                    Problem.of(begun, prelude.after(), Order.REAL_TIME),
                    Budget.start(Limits.DEFAULT)))
            .as("seed %d", seed)
            .isInstanceOf(SearchResult.Impossible.class);
      }
    }
    assertThat(found).isGreaterThan(HISTORIES / 10);
  }

  /** Mostly one at a time; now and then a read is of what was never there. */
  private static List<OperationRecord> random(Random random) {
    PreludeTest history = new PreludeTest();
    StringBuilder state = new StringBuilder();
    for (int step = 0; step < 12; step++) {
      String letter = Character.toString('a' + random.nextInt(3));
      int kind = random.nextInt(3);
      String f = List.of("put", "append", "get").get(kind);
      boolean wrong = kind == 2 && random.nextInt(4) == 0;
      if (kind == 0) {
        state.setLength(0);
      }
      state.append(kind == 2 ? "" : letter);
      String shown = wrong ? letter + "!" : state.toString();
      boolean overlapped = random.nextInt(3) == 0;
      if (overlapped) {
        history.line(EntryType.INVOKE, 50 + step, "append", "+");
      }
      history.did(step % 3, f, kind == 2 ? shown : letter);
      if (overlapped && random.nextInt(5) > 0) {
        history.line(EntryType.FAIL, 50 + step, "append", "+");
      }
    }
    return Operations.ofClients(history.lines);
  }
}
