package dev.assay.checker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Recording;
import dev.assay.checker.history.Values;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.SetModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.set.LinearSetChecker;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A growing set judged as linearizable: by examples, against the whole check, and all orders. */
class StreamingLinearSetTest {
  private static final long SEED = 20_261_130;
  private static final int ROUNDS = Histories.count(8_000);
  private static final Limits LIMITS = new Limits(20_000, 256 << 20);

  /** What is said, after how many entries. */
  private record Said(Guarantee guarantee, int entries) {}

  private static Said judge(List<Entry> history) {
    StreamingLinearSet checker = new StreamingLinearSet(1 << 30);
    for (int at = 0; at < history.size(); at++) {
      checker.accept(history.get(at));
      if (checker.violation().isPresent()) {
        return new Said(checker.violation().orElseThrow(), at + 1);
      }
    }
    return new Said(checker.finish(), history.size());
  }

  private static void isInvalid(Lines lines, String reason) {
    Said said = judge(lines.entries());
    assertThat(said.guarantee().verdict()).isEqualTo(Verdict.INVALID);
    assertThat(said.guarantee().anomaly()).isEqualTo("non-linearizable");
    assertThat(said.guarantee().reason()).contains(reason);
    assertThat(said.guarantee().story()).isNotEmpty();
    assertThat(said.guarantee().evidence()).isNotEmpty();
    assertThat(said.entries()).isEqualTo(lines.entries().size());
    assertThat(whole(lines.entries())).isEqualTo(Verdict.INVALID);
  }

  private static void isValid(Lines lines) {
    assertThat(judge(lines.entries()).guarantee().verdict()).isEqualTo(Verdict.VALID);
    assertThat(whole(lines.entries())).isEqualTo(Verdict.VALID);
  }

  private static Verdict whole(List<Entry> history) {
    return new LinearSetChecker().check(history, LIMITS).getFirst().verdict();
  }

  /** Adds of 1 and 2 and reads by two others, all open. */
  private static Lines twoAddsAndTwoReads() {
    return new Lines()
        .invoke(0, "add", 1L)
        .invoke(1, "add", 2L)
        .invoke(2, "read", null)
        .invoke(3, "read", null);
  }

  @Test
  void readsThatDisagreeAreFound() {
    isInvalid(
        twoAddsAndTwoReads().ok(2, "read", List.of(1L)).ok(3, "read", List.of(2L)),
        "neither contains the other");
    isValid(twoAddsAndTwoReads().ok(2, "read", List.of(1L)).ok(3, "read", List.of(1L, 2L)));
    isValid(twoAddsAndTwoReads().ok(2, "read", List.of(1L, 2L)).ok(3, "read", List.of(1L)));
  }

  @Test
  void aSlowReadMustFitBetweenThoseThatWereFaster() {
    Lines fast =
        new Lines()
            .invoke(0, "add", 1L)
            .invoke(1, "add", 2L)
            .invoke(2, "add", 3L)
            .invoke(3, "read", null)
            .invoke(4, "read", null)
            .did(5, "read", List.of(1L))
            .did(5, "read", List.of(1L, 2L, 3L))
            .ok(3, "read", List.of(1L, 3L));
    assertThat(judge(fast.entries()).guarantee().verdict()).isEqualTo(Verdict.VALID);
    isInvalid(fast.ok(4, "read", List.of(1L, 2L)), "neither contains the other");
  }

  @Test
  void anElementThatAnEarlierReadShowedMayNotBeMissing() {
    isInvalid(
        new Lines().invoke(0, "add", 1L).did(1, "read", List.of(1L)).did(2, "read", List.of()),
        "lement 1, which was known, is missing");
  }

  @Test
  void aLateElementMayNotComeWithoutAnEarlyOne() {
    Lines lines =
        new Lines()
            .invoke(2, "read", null)
            .invoke(3, "read", null)
            .did(0, "add", 1L)
            .did(0, "add", 2L);
    isInvalid(
        lines.ok(3, "read", List.of(1L)).ok(2, "read", List.of(2L)),
        "shows element 2 and not element 1, which was known before");
  }

  @Test
  void anAddOfUnknownOutcomeStaysOpen() {
    Lines lines = new Lines().invoke(0, "add", 1L).line(EntryType.INFO, 0, "add", 1L);
    lines.did(1, "add", 2L).did(1, "read", List.of(2L)).did(1, "read", List.of(1L, 2L));
    isValid(lines);
    isInvalid(lines.did(1, "read", List.of(2L)), "lement 1, which was known, is missing");
  }

  @Test
  void anAddThatFailedMayNotBeSeen() {
    Lines seen = new Lines().invoke(0, "add", 1L).did(1, "read", List.of(1L));
    isInvalid(seen.line(EntryType.FAIL, 0, "add", 1L), "failed");
    Lines over = new Lines().invoke(0, "add", 1L).line(EntryType.FAIL, 0, "add", 1L);
    isInvalid(over.did(1, "read", List.of(1L)), "nobody had added it");
  }

  @Test
  void sometimesNothingIsSaid() {
    Lines read = new Lines().invoke(0, "read", null).line(EntryType.INFO, 0, "read", List.of(1L));
    read.invoke(0, "read", null).ok(0, "read", Nil.NIL);
    assertThat(judge(read.entries()).guarantee().reason()).isEqualTo(OrderChecker.NOTHING_SAID);
    isValid(read.did(0, "read", List.of()));
    Lines twice = new Lines().did(0, "add", "a").did(0, "add", "a");
    assertThat(judge(twice.entries()).guarantee().reason())
        .isEqualTo(
            "The element \"a\" is added a second time at index 2: streaming needs unique"
                + " elements.");
    assertThat(judge(new Lines().did(0, "take", 1L).entries()).guarantee().reason())
        .contains("index 0: a set knows add and read, not take");
    assertThat(judge(new Lines().did(0, "read", 1L).entries()).guarantee().verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void agreesWithTheCheckerOfWholeHistoriesAtEachEntry() {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      List<Entry> history = RandomSet.history(seed, shape(round, 3 + round % 40));
      Said said = judge(history);
      Verdict verdict = said.guarantee().verdict();
      assertThat(verdict)
          .as(() -> "seed %d: %s".formatted(seed, Recording.text(history)))
          .isEqualTo(whole(history));
      if (verdict == Verdict.INVALID) {
        assertThat(whole(history.subList(0, said.entries()))).isEqualTo(Verdict.INVALID);
        assertThat(whole(history.subList(0, said.entries() - 1))).isNotEqualTo(Verdict.INVALID);
      }
      verdicts.merge(verdict, 1, Integer::sum);
    }
    assertThat(verdicts.get(Verdict.VALID)).as("%s", verdicts).isGreaterThan(ROUNDS / 4);
    assertThat(verdicts.get(Verdict.INVALID)).as("%s", verdicts).isGreaterThan(ROUNDS / 4);
  }

  private static RandomSet.Shape shape(int round, int operations) {
    return new RandomSet.Shape(
        operations,
        1 + round % 7,
        round % 5 == 0 ? 2 : 1,
        round % 3 == 0 ? 0 : round % 3 == 1 ? 0.05 : 0.3,
        round % 4 == 0 ? 0 : 3.0 / operations,
        /* repeats */ false);
  }

  @Test
  void agreesWithAllOrdersAndTheSearch() {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = -SEED - round;
      List<Entry> history = RandomSet.history(seed, shape(round, 2 + round % 7));
      Verdict verdict = judge(history).guarantee().verdict();
      assertThat(verdict)
          .as(() -> "seed %d: %s".formatted(seed, Recording.text(history)))
          .isEqualTo(allOrders(history))
          .isEqualTo(OrderChecker.linearizable(new SetModel()).decide(history, LIMITS));
    }
  }

  private static Verdict allOrders(List<Entry> history) {
    boolean said = false;
    boolean explained = true;
    for (List<OperationRecord> set : Operations.byKey(Operations.ofClients(history)).values()) {
      List<OperationRecord> telling = set.stream().filter(StreamingLinearSetTest::tells).toList();
      said |= telling.stream().anyMatch(each -> each.outcome() == EntryType.OK);
      explained &= Orders.explain(telling, Set.of(), StreamingLinearSetTest::after);
    }
    return !explained ? Verdict.INVALID : said ? Verdict.VALID : Verdict.UNKNOWN;
  }

  private static boolean tells(OperationRecord operation) {
    return operation.invoke().f().equals("add")
        ? operation.outcome() != EntryType.FAIL
        : operation.outcome() == EntryType.OK && Values.completion(operation).value() != Nil.NIL;
  }

  private static @Nullable Set<Object> after(Set<Object> there, OperationRecord next) {
    if (next.invoke().f().equals("add")) {
      Set<Object> more = new HashSet<>(there);
      more.add(Objects.requireNonNull(next.invoke().value()));
      return more;
    }
    List<?> shown = Values.list(Values.completion(next));
    boolean all = shown.size() == there.size() && there.equals(new HashSet<Object>(shown));
    return all ? there : null;
  }

  @Test
  void elementsThatAreAddedAgainAreNeverJudgedWrongly() {
    int unknown = 0;
    for (int round = 0; round < ROUNDS / 4; round++) {
      long seed = SEED + round;
      RandomSet.Shape plain = shape(round, 3 + round % 12);
      List<Entry> history =
          RandomSet.history(
              seed,
              new RandomSet.Shape(
                  plain.operations(),
                  plain.processes(),
                  plain.keys(),
                  plain.lossShare(),
                  plain.wrongShare(),
                  /* repeats */ true));
      Verdict verdict = judge(history).guarantee().verdict();
      unknown += verdict == Verdict.UNKNOWN ? 1 : 0;
      if (verdict != Verdict.UNKNOWN || !addsTwice(history)) {
        assertThat(verdict)
            .as(() -> "seed %d: %s".formatted(seed, Recording.text(history)))
            .isEqualTo(OrderChecker.linearizable(new SetModel()).decide(history, LIMITS));
      }
    }
    assertThat(unknown).isBetween(ROUNDS / 40, ROUNDS / 5);
  }

  /** Whether an element is added that is there, may be, or may come to be. */
  private static boolean addsTwice(List<Entry> history) {
    Set<List<Object>> added = new HashSet<>();
    for (Entry entry : history) {
      if (entry.f().equals("add")) {
        List<Object> element =
            List.of(String.valueOf(entry.key()), Objects.requireNonNull(entry.value()));
        if (entry.type() == EntryType.INVOKE && !added.add(element)) {
          return true;
        }
        if (entry.type() == EntryType.FAIL) {
          added.remove(element);
        }
      }
    }
    return false;
  }

  @Test
  void whatIsOverIsForgotten() {
    StreamingLinearSet checker = new StreamingLinearSet(1 << 20);
    Lines lines = new Lines(checker::accept);
    List<Object> shown = new ArrayList<>();
    long most = 0;
    for (long element = 0; element < 100_000; element++) {
      lines.invoke((int) element % 10, "add", element);
      shown.add(element);
      if (element % 1_000 == 0) {
        lines.did(10, "read", List.copyOf(shown));
      }
      lines.ok((int) element % 10, "add", element);
      most = Math.max(most, checker.openState().bytes());
    }
    assertThat(checker.violation()).isEmpty();
    assertThat(checker.openState().values()).isEqualTo(100_000);
    assertThat(most).isLessThan(10_000);
    assertThat(checker.finish().verdict()).isEqualTo(Verdict.VALID);
  }

  /**
   * The slower read must show the element that was seen late, too: a faster one lacked the early.
   */
  @Test
  void whatAReadToComeMustShowIsForgottenToo() {
    StreamingLinearSet checker = new StreamingLinearSet(1 << 20);
    Lines lines = new Lines(checker::accept);
    List<Object> shown = new ArrayList<>();
    for (long element = 0; element < 500; element += 2) {
      lines.invoke(0, "read", null).invoke(1, "add", element).did(2, "add", element + 1);
      lines.invoke(3, "read", null);
      shown.add(element);
      lines.ok(0, "read", List.copyOf(shown));
      shown.add(element + 1);
      lines.ok(1, "add", element).ok(3, "read", List.copyOf(shown));
      assertThat(checker.openState().bytes()).isLessThan(2_000);
    }
    assertThat(checker.finish().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void whatNeedsTooMuchIsUnknown() {
    StreamingLinearSet checker = new StreamingLinearSet(1 << 20);
    Lines lines = new Lines(checker::accept).invoke(0, "read", null);
    for (long element = 0; element < 100_000; element++) {
      lines.did(1, "add", element);
    }
    assertThat(checker.finish().reason()).contains("needs more than 1 MB");
    assertThat(checker.openState().bytes()).isZero();
  }
}
