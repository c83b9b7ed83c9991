package dev.assay.checker.txn;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.Meter;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges transactions on lists ({@code append} and {@code r}) or on registers ({@code w} and {@code
 * r}) against a consistency model, which is the guarantee's name. The value of an operation is the
 * list of what it did: {@code [["append", "x", 1], ["r", "x", [1]]]}. What is written to a key is
 * written once.
 *
 * <p>The anomalies are those of {@link Consistency}. A history is valid if some order of the
 * versions of each key shows none that the model rules out; for serializable and stronger models an
 * order of all transactions was found and replayed. It is invalid if every order shows one, and the
 * answer is "unknown" if there are too many orders to try.
 */
public final class TxnChecker implements Checker {
  private static final int LONGEST_WITNESS = 1_000_000;

  private final boolean lists;
  private final Consistency consistency;
  private final boolean witness;

  private TxnChecker(boolean lists, Consistency consistency, boolean witness) {
    this.lists = lists;
    this.consistency = consistency;
    this.witness = witness;
  }

  /**
   * The same, but a valid result's details hold the order of all transactions, where one is due.
   */
  @Override
  public TxnChecker withWitness() {
    return new TxnChecker(lists, consistency, true);
  }

  /** Of transactions on lists. */
  public static TxnChecker ofLists(Consistency consistency) {
    return new TxnChecker(true, consistency, false);
  }

  /** Of transactions on registers that hold nothing at first. */
  public static TxnChecker ofRegisters(Consistency consistency) {
    return new TxnChecker(false, consistency, false);
  }

  @Override
  public List<Guarantee> check(List<Entry> entries, Limits limits) {
    return Judging.of(consistency.word(), () -> judge(entries, limits));
  }

  private Guarantee judge(List<Entry> entries, Limits limits) {
    List<OperationRecord> operations = transactions(entries);
    TxnHistory history = TxnReader.read(operations, lists);
    return conclude(history, judge(history, limits), operations);
  }

  private static List<OperationRecord> transactions(List<Entry> entries) {
    return Operations.ofClients(entries).stream()
        .filter(each -> each.invoke().value() != null || each.outcome() == EntryType.OK)
        .toList();
  }

  /**
   * The transactions of a history in arrays, for {@link #verdict}.
   *
   * @throws dev.assay.checker.history.HistoryException if the history is not one of this kind
   */
  public TxnHistory read(List<Entry> entries) {
    return TxnReader.read(transactions(entries), lists);
  }

  /**
   * Judges a history that is in arrays already.
   *
   * @return "valid", or the classes of what was found, or "unknown: " and why
   */
  public String verdict(TxnHistory history, Limits limits) {
    Guarantee guarantee = conclude(history, judge(history, limits), List.of());
    return switch (guarantee.verdict()) {
      case VALID -> "valid";
      case INVALID -> String.valueOf(guarantee.details().get("anomalies"));
      case UNKNOWN -> "unknown: " + guarantee.reason();
    };
  }

  private TxnAnalysis judge(TxnHistory history, Limits limits) {
    Meter meter = Meter.start(limits, 3L * history.size(), "steps over transactions");
    return TxnAnalysis.of(history, lists, consistency, meter);
  }

  private Guarantee conclude(
      TxnHistory history, TxnAnalysis analysis, List<OperationRecord> operations) {
    String name = consistency.word();
    if (history.size() == 0) {
      return Guarantee.unknown(name, "The history holds no transaction of a client.");
    }
    List<AnomalyKind> against =
        analysis.anomalies().kinds().stream().filter(consistency::forbids).toList();
    if (!against.isEmpty()) {
      return invalid(analysis, against, operations);
    }
    if (history.committed() == 0) {
      return Guarantee.unknown(name, "No transaction is known to be committed.");
    }
    if (!analysis.unknown().isEmpty()) {
      return Guarantee.unknown(name, analysis.unknown());
    }
    Map<String, Object> details = new TreeMap<>(counts(analysis));
    details.put("transactions", (long) history.size());
    details.put("operations", (long) history.operations());
    int[] order = analysis.order();
    if (witness && consistency.ordered() && order.length <= LONGEST_WITNESS) {
      List<Long> ids = Arrays.stream(order).mapToObj(txn -> operations.get(txn).id()).toList();
      details.put(WITNESS, Map.of("", ids));
    }
    return Guarantee.valid(
        name,
        consistency.ordered()
            ? "One order explains all %d transactions that took effect."
                .formatted(analysis.order().length)
            : "Of the anomalies that %s rules out none is in the %d transactions."
                .formatted(name, history.size()),
        details);
  }

  private static Map<String, Object> counts(TxnAnalysis analysis) {
    Map<String, Object> counts = new TreeMap<>();
    analysis.anomalies().counts().forEach((kind, count) -> counts.put(kind.word(), count));
    return counts.isEmpty() ? Map.of() : Map.of("anomalies", counts);
  }

  private Guarantee invalid(
      TxnAnalysis analysis, List<AnomalyKind> against, List<OperationRecord> operations) {
    Anomaly first = analysis.anomalies().of(against.getFirst()).getFirst();
    List<Consistency> broken = analysis.anomalies().broken();
    List<String> notEven = words(Consistency.weakest(broken));
    String weakest = String.join(" and ", notEven);
    List<String> story = new ArrayList<>(first.story());
    for (AnomalyKind kind : against) {
      for (Anomaly each : analysis.anomalies().of(kind)) {
        if (!each.equals(first)) {
          story.add("Also %s: %s.".formatted(kind.word(), each.sentence()));
        }
      }
    }
    story.add(
        "The weakest model that this breaks is %s; so none of these holds: %s."
            .formatted(weakest, String.join(", ", words(broken))));
    Map<String, Object> details = new TreeMap<>(counts(analysis));
    details.put("notEven", notEven);
    details.put("not", words(broken));
    return new Guarantee(
        consistency.word(),
        Verdict.INVALID,
        first.kind().word(),
        "Not %s (%s): %s; not even %s holds."
            .formatted(consistency.word(), first.kind().word(), first.sentence(), weakest),
        story,
        evidence(first, operations),
        details,
        graph(analysis, against),
        List.of());
  }

  /** That of the first cycle; an anomaly without a cycle has none. */
  private static FailureGraph graph(TxnAnalysis analysis, List<AnomalyKind> against) {
    return against.stream()
        .flatMap(kind -> analysis.anomalies().of(kind).stream())
        .map(Anomaly::graph)
        .filter(graph -> !graph.isEmpty())
        .findFirst()
        .orElse(FailureGraph.NONE);
  }

  private static List<String> words(List<Consistency> models) {
    return models.stream().map(Consistency::word).toList();
  }

  private static List<Entry> evidence(Anomaly anomaly, List<OperationRecord> operations) {
    if (operations.isEmpty()) {
      return List.of();
    }
    return new Finding(
            anomaly.sentence(),
            anomaly.story(),
            Finding.lines(
                anomaly.transactions().stream()
                    .distinct()
                    .map(operations::get)
                    .toArray(OperationRecord[]::new)))
        .evidence();
  }
}
