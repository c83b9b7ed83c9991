package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.HistoryGenerator;
import dev.assay.checker.generate.HistorySettings;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Recording;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.model.ZnodeModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hints: right ones decide at once; wrong ones change no verdict. */
class HintedTest {
  private static final int HISTORIES = Histories.count(4_000);
  private static final ZnodeModel TREE = new ZnodeModel();

  private static Guarantee judge(List<Entry> entries) {
    return OrderChecker.linearizable(TREE).check(entries, Limits.DEFAULT).getFirst();
  }

  @Test
  void rightHintsDecideALargeHistoryAtOnce() {
    List<Entry> entries =
        HistoryGenerator.generate(
            GeneratedModel.ZNODES, HistorySettings.of(1, 20_000, 50, 0).withKeys(20));
    Guarantee guarantee = judge(entries);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.details())
        .containsEntry("keysByHints", 1L)
        .containsEntry("configurations", 0L);
  }

  @Test
  void aViolationInALargeTreeIsFoundInTheSubtreeThatHasIt() {
    List<Entry> entries =
        new ArrayList<>(
            HistoryGenerator.generate(
                GeneratedModel.ZNODES, HistorySettings.of(1, 100_000, 20, 0).withKeys(200)));
    int at = 150_000;
    while (entries.get(at).type() != EntryType.OK || !entries.get(at).f().equals("get")) {
      at++;
    }
    Map<Object, Object> wrong = new HashMap<>(Events.fields(entries.get(at)));
    wrong.put("data", "nobody wrote this");
    entries.set(at, entries.get(at).withValue(wrong));
    Guarantee guarantee = judge(entries);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.INVALID);
    String path = String.valueOf(wrong.get("path"));
    String subtree = path.substring(0, path.indexOf('/', 1));
    assertThat(guarantee.evidence())
        .contains(entries.get(at))
        .allMatch(entry -> String.valueOf(Events.fields(entry).get("path")).startsWith(subtree));
    assertThat(guarantee.reason()).contains("key " + subtree);
  }

  @Test
  void neitherWrongHintsNorNoneChangeTheVerdict() {
    int invalid = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Entry> entries =
          TreeSpoiler.spoil(
              random,
              HistoryGenerator.generate(
                  GeneratedModel.ZNODES,
                  HistorySettings.of(seed, 2 + seed % 6, 3, 0).withKeys(1 + seed % 2)));
      if (seed % 3 == 0) {
        entries = late(random, entries);
      }
      boolean expected =
          Orders.explain(
              Operations.ofClients(entries).stream()
                  .filter(each -> TREE.interpret(each) != null)
                  .toList(),
              TREE.initial(),
              (state, next) -> TREE.step(state, Objects.requireNonNull(TREE.interpret(next))));
      assertThat(judge(entries).verdict())
          .as("seed %d: %s", seed, entries)
          .isEqualTo(Orders.verdict(TREE, Operations.ofClients(entries), expected));
      invalid += expected ? 0 : 1;
    }
    assertThat(invalid).as("invalid").isBetween(HISTORIES / 50, HISTORIES * 9 / 10);
  }

  /** Lets one operation happen at the end, with the result and the hint that it had before. */
  private static List<Entry> late(Random random, List<Entry> entries) {
    List<OperationRecord> operations = Operations.ofClients(entries);
    OperationRecord late = operations.get(random.nextInt(operations.size()));
    Entry completion = late.completion();
    List<Entry> moved = new ArrayList<>(entries);
    moved.removeIf(entry -> entry.equals(late.invoke()) || entry.equals(completion));
    moved.add(late.invoke());
    if (completion != null) {
      moved.add(completion);
    }
    // By another process, since its own may have gone on.
    List<Entry> numbered = new ArrayList<>(Recording.renumbered(moved));
    for (int at = moved.size() - (completion == null ? 1 : 2); at < moved.size(); at++) {
      numbered.set(at, numbered.get(at).withActor(new Actor.Client(99)));
    }
    return numbered;
  }

  @Test
  void aStaleReadThatSaysSoItselfIsStillOne() {
    List<Entry> lines = new ArrayList<>();
    Map<String, Object> created = Map.of("path", "/a", "data", "old");
    Map<String, Object> set = Map.of("path", "/a", "data", "new", "version", -1L);
    Map<String, Object> done = Map.of("path", "/a", "data", "new", "version", 1L);
    Map<String, Object> seen = Map.of("path", "/a", "data", "old", "version", 0L);
    Object[][] rows = {
      {EntryType.INVOKE, "create", created, ""}, {EntryType.OK, "create", created, "1"},
      {EntryType.INVOKE, "set", set, ""}, {EntryType.OK, "set", done, "2"},
      {EntryType.INVOKE, "get", Map.of("path", "/a"), ""}, {EntryType.OK, "get", seen, "1"},
    };
    for (Object[] row : rows) {
      Hint hint = row[3].equals("") ? null : new Hint("zxid", "tree", (String) row[3]);
      lines.add(
          Entry.line(lines.size(), (EntryType) row[0], new Actor.Client(0), (String) row[1], row[2])
              .withHint(hint));
    }
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void hintsDecideARegisterWithManyOperationsOfUnknownOutcome() {
    RegisterModel register = new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);
    int byHints = 0;
    for (int seed = 0; seed < 20; seed++) {
      HistorySettings settings = HistorySettings.of(seed, 500, 10, 50).withHints();
      Guarantee guarantee =
          OrderChecker.linearizable(register)
              .check(
                  HistoryGenerator.generate(GeneratedModel.CAS_REGISTER, settings), Limits.DEFAULT)
              .getFirst();
      assertThat(guarantee.verdict()).as("seed %d", seed).isEqualTo(Verdict.VALID);
      byHints += Long.valueOf(1).equals(guarantee.details().get("keysByHints")) ? 1 : 0;
    }
    assertThat(byHints).as("decided by hints").isGreaterThan(15);
  }
}
