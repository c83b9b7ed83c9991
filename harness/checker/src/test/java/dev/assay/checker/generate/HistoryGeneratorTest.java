package dev.assay.checker.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.judge.ModelCheckers;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.txn.Consistency;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made without plants is valid, and each plant is found, named and shown. */
class HistoryGeneratorTest {
  private static final int SEEDS = 4;
  private static final List<Verdict> BADNESS =
      List.of(Verdict.VALID, Verdict.UNKNOWN, Verdict.INVALID);

  /** All that is promised of it. */
  private static List<Checker> checkers(Subject subject) {
    return switch (subject) {
      case GeneratedModel model ->
          List.of(
              ModelCheckers.of(
                      model.word(),
                      FailedOps.CONSTRAIN,
                      NilReads.ABSENT,
                      Consistency.STRICT_SERIALIZABLE)
                  .orElseThrow());
      case GeneratedWorkload workload -> WorkloadCheckers.of(workload.word()).orElseThrow();
    };
  }

  /** The worst that is said. */
  private static Guarantee judge(Subject subject, List<Entry> history) {
    return checkers(subject).stream()
        .flatMap(checker -> checker.check(history, Limits.DEFAULT).stream())
        .max(Comparator.comparingInt(guarantee -> BADNESS.indexOf(guarantee.verdict())))
        .orElseThrow();
  }

  static Stream<Subject> subjects() {
    return Stream.concat(Stream.of(GeneratedModel.values()), Stream.of(GeneratedWorkload.values()));
  }

  private static List<HistorySettings> small() {
    List<HistorySettings> all = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      all.add(HistorySettings.of(seed, 1, 1, 0));
      all.add(HistorySettings.of(seed, 20, 3, 5));
      all.add(HistorySettings.of(seed, 200, 5, 0));
      all.add(HistorySettings.of(seed, 200, 5, 6).withKeys(3));
      all.add(HistorySettings.of(seed, 300, 10, 3).withHints());
    }
    return all;
  }

  static Stream<Arguments> plants() {
    return subjects()
        .flatMap(each -> each.plants().keySet().stream().map(plant -> Arguments.of(each, plant)));
  }

  @Test
  void everyModelThatCanBeCheckedCanBeMade() {
    assertThat(GeneratedModel.names()).containsExactlyInAnyOrderElementsOf(ModelCheckers.names());
    assertThat(GeneratedModel.names())
        .allSatisfy(name -> {
          GeneratedModel model = GeneratedModel.of(name).orElseThrow();
          assertThat(model.word()).isEqualTo(name);
          assertThat(model.plants()).isNotEmpty();
        });
  }

  /** The registers promise what the models of that name do. */
  @Test
  void everyWorkloadThatPromisesMoreThanAModelCanBeMade() {
    List<String> left = new ArrayList<>(WorkloadCheckers.names());
    assertThat(left).containsAll(GeneratedWorkload.names());
    left.removeAll(GeneratedWorkload.names());
    assertThat(left).containsExactlyInAnyOrder("register", "register-local");
    assertThat(GeneratedWorkload.names())
        .allSatisfy(name -> {
          GeneratedWorkload workload = GeneratedWorkload.of(name).orElseThrow();
          assertThat(workload.word()).isEqualTo(name);
          assertThat(workload.plants()).isNotEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void withoutAPlantAllIsValid(Subject model) {
    for (HistorySettings settings : small()) {
      List<Entry> history = HistoryGenerator.generate(model, settings);
      Guarantee guarantee = judge(model, history);
      // A single operation may be one that says nothing, such as a refused acquire.
      assertThat(guarantee.verdict())
          .as("%s: %s", settings, guarantee.reason())
          .isIn(
              settings.operations() == 1
                  ? List.of(Verdict.VALID, Verdict.UNKNOWN)
                  : List.of(Verdict.VALID));
    }
  }

  @ParameterizedTest
  @MethodSource("plants")
  void aPlantIsFoundAndNamedAndShown(Subject model, String plant) {
    for (HistorySettings settings : small()) {
      List<Entry> history = new ArrayList<>();
      HistoryGenerator.Generated made =
          HistoryGenerator.generate(model, settings, List.of(plant), history::add);
      HistoryGenerator.Planted planted = made.planted().getFirst();
      Guarantee guarantee = judge(model, history);
      String as = settings + ": " + guarantee.reason();
      assertThat(guarantee.verdict()).as(as).isEqualTo(Verdict.INVALID);
      assertThat(anomalies(guarantee)).as(as).contains(model.anomaly(plant));
      assertThat(guarantee.evidence())
          .as(as)
          .anyMatch(
              line -> line.index() >= planted.firstIndex() && line.index() <= planted.lastIndex());
      assertThat(planted.untrue().size() + planted.untrueEvents().size()).as(as).isPositive();
    }
  }

  private static Set<String> anomalies(Guarantee guarantee) {
    Set<String> all = new TreeSet<>(Set.of(guarantee.anomaly()));
    guarantee.details().keySet().forEach(all::add);
    if (guarantee.details().get("anomalies") instanceof Map<?, ?> counts) {
      counts.keySet().forEach(kind -> all.add(String.valueOf(kind)));
    }
    return all;
  }

  /** Without what is untrue of it, a plant is nothing but operations. */
  @ParameterizedTest
  @MethodSource("plants")
  void nothingButWhatIsUntrueIsWrong(Subject model, String plant) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      List<Entry> history = new ArrayList<>();
      HistoryGenerator.Generated made =
          HistoryGenerator.generate(
              model, HistorySettings.of(seed, 100, 4, 0), List.of(plant), history::add);
      Set<Long> untrue = new HashSet<>(made.planted().getFirst().untrue());
      Set<Long> untrueEvents = new HashSet<>(made.planted().getFirst().untrueEvents());
      List<Entry> rest = new ArrayList<>();
      for (Entry line : history) {
        // Nobody knows what became of them.
        boolean ends = untrue.contains(line.op()) && line.type() != EntryType.INVOKE;
        if (!untrueEvents.contains(line.index())) {
          rest.add(ends ? line.withType(EntryType.INFO).withValue(null).withHint(null) : line);
        }
      }
      Guarantee guarantee = judge(model, rest);
      assertThat(guarantee.verdict())
          .as("seed %d: %s", seed, guarantee.reason())
          .isEqualTo(Verdict.VALID);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aLargeHistoryIsDecidedToo(Subject model) {
    HistorySettings any = HistorySettings.of(1, 100_000, 5, 20).withKeys(large(model));
    // One object of several keys is too large for a search.
    HistorySettings settings = model == GeneratedModel.MULTI_REGISTER ? any.withHints() : any;
    List<Entry> history = HistoryGenerator.generate(model, settings);
    Guarantee guarantee = judge(model, history);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertCount(model, Operations.ofClients(history).size(), 100_000);
  }

  /** That there are so many operations; workloads have a beginning and an end besides. */
  private static void assertCount(Subject subject, int operations, int asked) {
    int more = subject instanceof GeneratedWorkload ? 1_000 + asked / 10 : 0;
    assertThat(operations).isBetween(asked, asked + more);
  }

  /** What is left to the search is spread. */
  private static int large(Subject model) {
    return switch (model) {
      case GeneratedModel.KV -> 200;
      case GeneratedModel.MULTI_REGISTER -> 3;
      case GeneratedModel.ZNODES -> 100;
      case GeneratedModel _ -> 10;
      case GeneratedWorkload workload -> workload.keyed() ? 10 : 0;
    };
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theSameSeedMakesTheSameLines(Subject model) {
    HistorySettings settings = HistorySettings.of(7, 200, 5, 10);
    List<Entry> once = HistoryGenerator.generate(model, settings);
    assertThat(HistoryGenerator.generate(model, settings)).isEqualTo(once);
    HistorySettings other = HistorySettings.of(8, 200, 5, 10);
    assertThat(HistoryGenerator.generate(model, other)).isNotEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void soManyOperationsStayUnknownAndTheirProcessesAreReplaced(Subject model) {
    HistorySettings settings = HistorySettings.of(3, 2_000, 8, 60);
    List<Entry> history = new ArrayList<>();
    HistoryGenerator.Generated made =
        HistoryGenerator.generate(model, settings, List.of(), history::add);
    List<OperationRecord> operations = Operations.ofClients(history);
    List<OperationRecord> lost =
        operations.stream().filter(each -> each.outcome() == EntryType.INFO).toList();
    assertCount(model, operations.size(), 2_000);
    assertThat(lost).hasSize(made.indeterminate()).hasSizeBetween(54, 60);
    assertThat(lost)
        .allSatisfy(each ->
            assertThat(operations)
                .noneMatch(later ->
                    later.invoke().actor().equals(each.invoke().actor())
                        && later.invoke().index() > each.invoke().index()));
  }

  @Test
  void whatNobodyCanMakeIsRefused() {
    assertThatThrownBy(() -> HistorySettings.of(1, 10, 0, 0)).hasMessageContaining("clients");
    assertThatThrownBy(() -> HistorySettings.of(1, 10, 2, 6)).hasMessageContaining("at most half");
    HistorySettings settings = HistorySettings.of(1, 10, 2, 0);
    assertThatThrownBy(
            () -> HistoryGenerator.generate(GeneratedModel.SET, settings, List.of("G0"), _ -> {}))
        .hasMessage(
            "set has no violation G0; known are lost, stale, phantom, failed-add, duplicated,"
                + " disagreeing");
  }
}
