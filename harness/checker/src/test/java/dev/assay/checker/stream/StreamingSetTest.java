package dev.assay.checker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.play.Histories;
import dev.assay.checker.set.SetChecker;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A growing set's judge, by examples and against the checker of whole histories. */
class StreamingSetTest {
  private static final long SEED = 20_261_128;
  private static final int ROUNDS = Histories.count(20_000);

  private static Guarantee judge(List<Entry> history) {
    StreamingSet checker = new StreamingSet(1 << 30);
    for (Entry entry : history) {
      checker.accept(entry);
      if (checker.violation().isPresent()) {
        break;
      }
    }
    return checker.violation().orElseGet(checker::finish);
  }

  private static Guarantee judge(Lines lines) {
    return judge(lines.entries());
  }

  @Test
  void tellsWhatIsWrongAsSoonAsItIsSeen() {
    Lines added = new Lines().did(0, "add", 1L).did(0, "add", 2L);
    assertThat(judge(added.did(1, "read", List.of(1L)))).satisfies(of("missing"));
    assertThat(judge(new Lines().did(0, "read", List.of(7L)))).satisfies(of("phantom"));
    assertThat(judge(new Lines().did(0, "add", 1L).did(0, "read", List.of(1L, 1L))))
        .satisfies(of("duplicated"));
    Lines failed = new Lines().invoke(0, "add", "a").did(1, "read", List.of("a"));
    assertThat(judge(failed.line(EntryType.FAIL, 0, "add", "a"))).satisfies(of("resurrected"));
  }

  private static Consumer<Guarantee> of(String anomaly) {
    return guarantee -> {
      assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
      assertThat(guarantee.anomaly()).isEqualTo(anomaly);
      assertThat(guarantee.story()).isNotEmpty();
      assertThat(guarantee.evidence()).isNotEmpty();
    };
  }

  @Test
  void saysUnknownWhereItCannotTell() {
    assertThat(judge(new Lines().did(0, "add", 1L)).reason()).contains("final phase");
    assertThat(judge(new Lines().did(0, "add", 1L).did(0, "add", 1L)).reason())
        .contains("index 2: element 1 is added a second time");
    assertThat(judge(new Lines().did(0, "take", 1L)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(new Lines().did(0, "read", 1L)).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void agreesWithTheCheckerOfWholeHistories() {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      List<Entry> history = random(new Random(seed), 4 + round % 30, round % 2 == 0 ? 0 : 0.02);
      Verdict expected = new SetChecker().check(history, Limits.DEFAULT).getFirst().verdict();
      assertThat(judge(history).verdict()).as("seed %d: %s", seed, history).isEqualTo(expected);
      verdicts.merge(expected, 1, Integer::sum);
    }
    for (Verdict verdict : Verdict.values()) {
      assertThat(verdicts.getOrDefault(verdict, 0)).as("%s", verdicts).isGreaterThan(ROUNDS / 20);
    }
  }

  /** Clients of a real set; with {@code noise}, a read loses or gains elements. */
  private static List<Entry> random(Random random, int steps, double noise) {
    Lines lines = new Lines();
    Set<Object> set = new LinkedHashSet<>();
    Map<Integer, Object> open = new HashMap<>();
    long next = 0;
    for (int step = 0; step < steps; step++) {
      int process = random.nextInt(4);
      if (step == steps / 2 && random.nextInt(4) > 0) {
        lines.event("phase", "final");
      }
      Object asked = open.get(process);
      if (asked == null) {
        boolean read = random.nextBoolean();
        Object added = element(next++);
        open.put(process, read ? "" : added);
        lines.invoke(process, read ? "read" : "add", read ? null : added);
      } else if (asked.equals("")) {
        List<Object> shown = new ArrayList<>(set);
        if (random.nextDouble() < noise) {
          shown.add(random.nextInt((int) next + 1));
        }
        shown.removeIf(_ -> random.nextDouble() < noise);
        lines.ok(process, "read", List.copyOf(longs(shown)));
        open.remove(process);
      } else {
        int outcome = random.nextInt(6);
        if (outcome < 4 || random.nextBoolean()) {
          set.add(asked);
        }
        boolean failed = outcome == 4 && !set.contains(asked);
        lines.line(
            outcome < 4 ? EntryType.OK : failed ? EntryType.FAIL : EntryType.INFO,
            process,
            "add",
            asked);
        open.remove(process);
      }
    }
    return lines.entries();
  }

  private static Object element(long number) {
    return number % 3 == 0 ? (Object) ("e" + number) : (Object) (number * 2 / 3);
  }

  private static List<Object> longs(List<Object> elements) {
    return elements.stream()
        .map(element -> element instanceof Integer number ? (Object) number.longValue() : element)
        .toList();
  }

  @Test
  void rangesAreAsASet() {
    Random random = new Random(SEED);
    ElementSet ranges = new ElementSet();
    Set<Object> set = new LinkedHashSet<>();
    for (int step = 0; step < 100_000; step++) {
      Object element = (long) random.nextInt(60) + (random.nextBoolean() ? Long.MAX_VALUE - 59 : 0);
      assertThat(ranges.contains(element)).isEqualTo(set.contains(element));
      if (random.nextBoolean()) {
        if (set.add(element)) {
          ranges.add(element);
        }
      } else {
        assertThat(ranges.remove(element)).isEqualTo(set.remove(element));
      }
      assertThat(ranges.size()).isEqualTo(set.size());
    }
    assertThat(ranges.first(element -> !set.contains(element))).isEmpty();
  }

  @Test
  void aMillionElementsOfFewRangesAreKeptInLittle() {
    StreamingSet checker = new StreamingSet(1 << 20);
    Lines lines = new Lines(checker::accept);
    for (long element = 0; element < 500_000; element++) {
      lines.did((int) element % 10, "add", element);
    }
    assertThat(checker.violation()).isEmpty();
    assertThat(checker.openState().values()).isEqualTo(500_000);
    assertThat(checker.openState().bytes()).isLessThan(10_000);
  }
}
