package dev.assay.checker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.HistoryGenerator;
import dev.assay.checker.generate.HistorySettings;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.HintSpoiler;
import dev.assay.checker.model.ZnodeModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A growing tree's judge, by examples and against the checker of whole histories. */
class StreamingHintsTest {
  private static final int HISTORIES = Histories.count(10_000);
  private static final long SEED = 20_261_129;
  private static final ZnodeModel TREE = new ZnodeModel();

  private final List<Entry> lines = new ArrayList<>();

  private static StreamingHints<Map<String, ZnodeModel.Znode>, ZnodeModel.Call> checker() {
    return new StreamingHints<>(TREE, 1 << 30);
  }

  private static Guarantee judge(List<Entry> history) {
    StreamingChecker checker = checker();
    history.forEach(checker::accept);
    Guarantee guarantee = checker.finish();
    assertThat(checker.stuck().isPresent() || guarantee.verdict() == Verdict.VALID)
        .as("%s: %s", guarantee.verdict(), guarantee.reason())
        .isTrue();
    return guarantee;
  }

  private StreamingHintsTest line(
      EntryType type, int process, String f, Map<String, Object> value, @Nullable Integer hint) {
    lines.add(
        Entry.line(lines.size(), type, new Actor.Client(process), f, value)
            .withError(type == EntryType.FAIL ? "no-node" : null)
            .withHint(hint == null ? null : new Hint("zxid", "tree", hint.toString())));
    return this;
  }

  private StreamingHintsTest begin(int process, String f, String data) {
    return line(EntryType.INVOKE, process, f, Map.of("path", "/a", "data", data), null);
  }

  private StreamingHintsTest end(
      int process, String f, String data, long version, @Nullable Integer hint) {
    Map<String, Object> value = Map.of("path", "/a", "data", data, "version", version);
    return line(EntryType.OK, process, f, value, hint);
  }

  private StreamingHintsTest did(
      int process, String f, String data, long version, @Nullable Integer hint) {
    return begin(process, f, data).end(process, f, data, version, hint);
  }

  @Test
  void aLongHistoryIsForgottenUpToWhatIsOpen() {
    StreamingChecker checker = checker();
    long most = 0;
    for (Entry entry :
        HistoryGenerator.generate(
            GeneratedModel.ZNODES, HistorySettings.of(1, 100_000, 20, 0).withKeys(100))) {
      checker.accept(entry);
      OpenState state = checker.openState();
      most = Math.max(most, state.values() + state.adrift());
    }
    assertThat(checker.finish().verdict()).isEqualTo(Verdict.VALID);
    assertThat(most).isBetween(10L, 400L);
  }

  @Test
  void hintsOfOverlappingOperationsDecideTheirOrder() {
    did(0, "create", "", 0, 1).begin(0, "set", "x").begin(1, "set", "y");
    end(0, "set", "x", 2, 3).end(1, "set", "y", 1, 2).did(2, "get", "x", 2, 3);
    Guarantee guarantee = judge(lines);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.reason()).isEqualTo("One order explains all 4 operations.");
  }

  @Test
  void anOperationOfUnknownOutcomeIsTakenWhenItIsSeen() {
    did(0, "create", "", 0, 1).begin(0, "set", "x");
    line(EntryType.INFO, 0, "set", Map.of("path", "/a", "data", "x"), null);
    did(1, "get", "", 0, 1).did(1, "get", "x", 1, 2);
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void anOperationOfUnknownOutcomeIsTakenOnce() {
    did(0, "create", "", 0, 1).begin(0, "set", "x");
    line(EntryType.INFO, 0, "set", Map.of("path", "/a", "data", "x"), null);
    did(1, "get", "x", 1, 2).did(1, "set", "y", 2, 3).did(1, "get", "x", 3, 4);
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void oneThatIsOpenAtTheEndIsTakenToo() {
    did(0, "create", "", 0, 1).begin(0, "set", "x").did(1, "get", "x", 1, 2);
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aHintThatContradictsRealTimeIsDisregarded() {
    did(0, "create", "", 0, 7).did(0, "set", "x", 1, 2).did(0, "get", "x", 1, 3);
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void readsWithoutHintsAreTakenWhereTheyAreLegal() {
    begin(3, "get", "").did(0, "create", "", 0, 1).did(0, "set", "x", 1, 2);
    end(3, "get", "", 0, null).did(0, "get", "x", 1, 2);
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aViolationMakesItStuckWhereItIsSeen() {
    did(0, "create", "", 0, 1).did(0, "set", "x", 1, 2).did(1, "get", "", 0, 1);
    StreamingChecker checker = checker();
    lines.forEach(checker::accept);
    assertThat(checker.stuck().orElse("")).contains("index 4", "search of the whole history");
    assertThat(checker.finish().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void anOpenOperationThatMakesNoSenseIsNamed() {
    did(0, "create", "", 0, 1).line(EntryType.INVOKE, 0, "set", Map.of("data", "x"), null);
    assertThat(judge(lines).reason()).contains("cannot be judged: index 2");
  }

  @Test
  void saysWhatItCannotRemember() {
    StreamingChecker checker = new StreamingHints<>(TREE, 1 << 20);
    List<Entry> history =
        HistoryGenerator.generate(
            GeneratedModel.ZNODES, HistorySettings.of(1, 20_000, 30, 0).withKeys(2_000));
    history.forEach(checker::accept);
    assertThat(checker.stuck()).as("the whole history needs more yet").isEmpty();
    Guarantee guarantee = checker.finish();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).contains("needs more than 1 MB");
  }

  @Test
  void neverSaysYesWhereTheWholeCheckSaysNoAndSeldomGivesUp() {
    Map<Verdict, Integer> decided = new EnumMap<>(Verdict.class);
    Map<Verdict, Integer> all = new EnumMap<>(Verdict.class);
    for (int round = 0; round < HISTORIES; round++) {
      Random random = new Random(SEED + round);
      int operations = 4 + random.nextInt(9);
      List<Entry> history =
          HistoryGenerator.generate(
              GeneratedModel.ZNODES,
              HistorySettings.of(SEED + round, operations, 2 + random.nextInt(3), 0).withKeys(1));
      int spoiled = random.nextInt(3);
      history = HintSpoiler.spoil(SEED + round, history, spoiled);
      boolean changed = random.nextBoolean() && changeVersion(random, history);
      Verdict streamed = judge(history).verdict();
      Verdict whole = OrderChecker.linearizable(TREE).decide(history, Limits.DEFAULT);
      assertThat(streamed == Verdict.VALID && whole != Verdict.VALID)
          .as("seed %d: %s", SEED + round, history)
          .isFalse();
      if (spoiled == 0 && !changed) {
        assertThat(streamed).as("seed %d", SEED + round).isEqualTo(Verdict.VALID);
      }
      all.merge(whole, 1, Integer::sum);
      if (streamed == whole) {
        decided.merge(whole, 1, Integer::sum);
      }
    }
    int valid = all.getOrDefault(Verdict.VALID, 0);
    assertThat(decided.getOrDefault(Verdict.VALID, 0)).as("%s", all).isGreaterThan(valid * 9 / 10);
    assertThat(all.getOrDefault(Verdict.INVALID, 0)).isGreaterThan(HISTORIES / 10);
  }

  /** Lets a read or a set see another version. */
  private static boolean changeVersion(Random random, List<Entry> history) {
    for (int attempt = 0; attempt < 10; attempt++) {
      int at = random.nextInt(history.size());
      Entry entry = history.get(at);
      if (entry.type() == EntryType.OK
          && entry.value() instanceof Map<?, ?> fields
          && fields.get("version") instanceof Long version) {
        Map<Object, Object> other = new HashMap<>(fields);
        other.put("version", Math.max(0, version + (random.nextBoolean() ? 1 : -1)));
        history.set(at, entry.withValue(other));
        return !other.equals(fields);
      }
    }
    return false;
  }
}
