package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.HistoryGenerator;
import dev.assay.checker.generate.HistorySettings;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.HintSpoiler;
import dev.assay.checker.model.Model;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterCall;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.model.ZnodeModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a few hints are wrong, the order is sought near by, and what is found is right. */
class HintedRepairTest {
  private static final int HISTORIES = Histories.count(4_000);
  private static final ZnodeModel TREE = new ZnodeModel();
  private static final RegisterModel REGISTER =
      new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);

  private final List<Entry> lines = new ArrayList<>();

  private static List<Entry> tree(long seed, int operations, int spoiled) {
    return HintSpoiler.spoil(
        seed,
        HistoryGenerator.generate(
            GeneratedModel.ZNODES, HistorySettings.of(seed, operations, 30, 0).withKeys(50)),
        spoiled);
  }

  private static List<Entry> register(long seed, int operations, int clients, int spoiled) {
    HistorySettings settings =
        HistorySettings.of(seed, operations, clients, operations / 10).withHints();
    return HintSpoiler.spoil(
        seed, HistoryGenerator.generate(GeneratedModel.CAS_REGISTER, settings), spoiled);
  }

  private static <S, C> int @Nullable [] order(Model<S, C> model, List<Entry> entries) {
    return Hinted.order(model, Operations.ofClients(entries), Budget.start(Limits.DEFAULT));
  }

  /** Whether there is an order; if there is one, it is right. */
  private static <S, C> boolean leads(Model<S, C> model, List<Entry> entries, long seed) {
    int[] order = order(model, entries);
    if (order != null) {
      String fault = Replay.fault(model, Order.REAL_TIME, Operations.ofClients(entries), order);
      assertThat(fault).as("seed %d", seed).isEmpty();
    }
    return order != null;
  }

  @Test
  void aTreeWithFiftyWrongHintsIsDecidedByTheOthers() {
    for (int seed = 0; seed < 10; seed++) {
      assertThat(leads(TREE, tree(seed, 10_000, 50), seed)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void aRegisterWithWrongHintsAndManyOperationsOfUnknownOutcomeIsDecidedByTheOthers() {
    int decided = 0;
    for (int seed = 0; seed < 20; seed++) {
      decided += leads(REGISTER, register(seed, 2_000, 20, 4), seed) ? 1 : 0;
    }
    assertThat(decided).isGreaterThanOrEqualTo(18);
  }

  @Test
  void ofSmallHistoriesFewAreNotDecidedAndNoneWrongly() {
    int explained = 0;
    int decided = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Entry> entries = register(seed, 4 + seed % 4, 3, 1 + random.nextInt(2));
      entries = random.nextBoolean() ? entries : swapResults(random, entries);
      boolean possible =
          Orders.explain(
              Operations.ofClients(entries).stream()
                  .filter(each -> REGISTER.interpret(each) != null)
                  .toList(),
              REGISTER.initial(),
              (state, next) ->
                  REGISTER.step(state, Objects.requireNonNull(REGISTER.interpret(next))));
      boolean led = leads(REGISTER, entries, seed);
      assertThat(possible || !led).as("seed %d: %s", seed, entries).isTrue();
      explained += possible && hinted(entries) ? 1 : 0;
      decided += led ? 1 : 0;
    }
    assertThat(decided).as("of %d", explained).isGreaterThan(explained * 95 / 100);
    assertThat(explained).isBetween(HISTORIES / 4, HISTORIES * 95 / 100);
  }

  /** Whether as many operations have hints as are needed. */
  private static boolean hinted(List<Entry> entries) {
    List<OperationRecord> operations = Operations.ofClients(entries);
    return 2 * operations.stream().filter(HintedItem::hasHint).count() >= operations.size();
  }

  /** Exchanges what two reads saw. */
  private static List<Entry> swapResults(Random random, List<Entry> entries) {
    List<Integer> reads = new ArrayList<>();
    for (int at = 0; at < entries.size(); at++) {
      if (entries.get(at).f().equals("read") && entries.get(at).type() == EntryType.OK) {
        reads.add(at);
      }
    }
    List<Entry> changed = new ArrayList<>(entries);
    if (reads.size() >= 2) {
      int first = reads.get(random.nextInt(reads.size()));
      int second = reads.get(random.nextInt(reads.size()));
      changed.set(first, entries.get(first).withValue(entries.get(second).value()));
      changed.set(second, entries.get(second).withValue(entries.get(first).value()));
    }
    return changed;
  }

  private HintedRepairTest line(
      EntryType type, int process, String f, @Nullable Object value, @Nullable Integer hint) {
    lines.add(
        Entry.line(lines.size(), type, new Actor.Client(process), f, value)
            .withHint(hint == null ? null : new Hint("revision", "register", hint.toString())));
    return this;
  }

  private HintedRepairTest begin(int process, String f, @Nullable Object value) {
    return line(EntryType.INVOKE, process, f, value, null);
  }

  private HintedRepairTest end(int process, String f, Object value, @Nullable Integer hint) {
    return line(EntryType.OK, process, f, value, hint);
  }

  @Test
  void twoOverlappingWritesWhoseHintsAreExchangedAreExchangedAgain() {
    begin(0, "write", 1L).begin(1, "write", 2L).end(0, "write", 1L, 2).end(1, "write", 2L, 1);
    begin(2, "read", null).end(2, "read", 2L, 3);
    assertThat(order(REGISTER, lines)).containsExactly(0, 1, 2);
  }

  @Test
  void anOperationIsNotMovedPastOneThatWasOverBefore() {
    begin(0, "write", 1L).end(0, "write", 1L, 1).begin(1, "write", 2L).end(1, "write", 2L, 2);
    begin(2, "read", null).end(2, "read", 1L, 3);
    assertThat(order(REGISTER, lines)).isNull();
  }

  @Test
  void anOperationOfUnknownOutcomeIsNotTakenBeforeItBegan() {
    begin(0, "read", null).end(0, "read", 1L, 1).begin(1, "write", 1L);
    assertThat(order(REGISTER, lines)).isNull();
  }

  @Test
  void anOperationWithoutAHintIsTakenWhereItIsLegal() {
    begin(0, "read", null).begin(1, "write", 1L).end(1, "write", 1L, 1);
    begin(1, "write", 2L).end(1, "write", 2L, 2).end(0, "read", 1L, null);
    assertThat(order(REGISTER, lines)).containsExactly(1, 0, 2);
  }

  /** Its first walk finds everything legal. */
  private record Deceived(RegisterModel register, int[] walks)
      implements Model<Object, RegisterCall> {
    @Override
    public Object initial() {
      return register.initial();
    }

    @Override
    public @Nullable RegisterCall interpret(OperationRecord operation) {
      return register.interpret(operation);
    }

    @Override
    public @Nullable Object step(Object state, RegisterCall call) {
      return register.step(state, call);
    }

    @Override
    public Walk<RegisterCall> walk() {
      return walks[0]++ == 0 ? _ -> true : register.walk();
    }

    @Override
    public boolean readOnly(RegisterCall call) {
      return register.readOnly(call);
    }

    @Override
    public String describe(RegisterCall call) {
      return register.describe(call);
    }
  }

  @Test
  void whatTheHintsLeadToIsReplayed() {
    begin(0, "write", 1L).end(0, "write", 1L, 1).begin(0, "read", null).end(0, "read", 2L, 2);
    Deceived model = new Deceived(REGISTER, new int[1]);
    assertThat(OrderChecker.linearizable(model).decide(lines, Limits.DEFAULT))
        .isEqualTo(Verdict.INVALID);
  }
}
