package dev.assay.checker.txn;

import dev.assay.checker.verdict.FailureGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a cycle as Elle does: "Let … Then: T1 &lt; T2, because …; however T2 &lt; T1, because …: a
 * contradiction".
 */
final class CycleStory {
  private static final int MOST_OPERATIONS = 8;

  private final TxnHistory history;
  private final String write;
  private final CycleReasons reasons;

  CycleStory(TxnHistory history, boolean lists) {
    this.history = history;
    this.write = lists ? "append" : "write";
    this.reasons = new CycleReasons(history, lists);
  }

  /** One that is there in one order of the versions; in each other order there is another one. */
  Anomaly tellOneOfMany(Cycles.Cycle cycle) {
    Anomaly anomaly = tell(cycle);
    List<String> story = new ArrayList<>();
    story.add(
        "No read tells the order of all versions, but each order makes some cycle. This is that of"
            + " the likeliest one.");
    story.addAll(anomaly.story());
    return new Anomaly(
        anomaly.kind(),
        "whatever the order of the versions was, transactions form a cycle: in the likeliest one "
            + anomaly.sentence(),
        story,
        anomaly.transactions(),
        anomaly.graph());
  }

  Anomaly tell(Cycles.Cycle cycle) {
    int[] nodes = cycle.transactions();
    List<String> story = new ArrayList<>();
    List<Integer> transactions = new ArrayList<>();
    for (int at = 0; at < nodes.length; at++) {
      story.add(
          "%s T%d be %s.".formatted(at == 0 ? "Let" : "Then let", at + 1, describe(nodes[at])));
      transactions.add(nodes[at]);
    }
    List<FailureGraph.Edge> edges = new ArrayList<>();
    for (int at = 0; at < nodes.length; at++) {
      int next = (at + 1) % nodes.length;
      boolean last = at + 1 == nodes.length;
      CycleReasons.Reason reason =
          reasons.of(nodes[at], at + 1, nodes[next], next + 1, cycle.types()[at]);
      story.add(
          "%s T%d is before T%d, because %s%s"
              .formatted(
                  last ? "However," : at == 0 ? "Then" : "And",
                  at + 1,
                  next + 1,
                  reason.words(),
                  last ? ": a contradiction." : "."));
      edges.add(edge(at, next, word(cycle.types()[at]), reason));
    }
    String sentence = "%d transactions form a cycle (%s)".formatted(nodes.length, arrows(cycle));
    return new Anomaly(
        cycle.kind(),
        sentence,
        story,
        transactions,
        new FailureGraph(cycle.kind().word() + ": " + sentence, drawn(nodes), edges));
  }

  private static FailureGraph.Edge edge(int from, int to, String type, CycleReasons.Reason reason) {
    String label = reason.key().isEmpty() ? type : type + " on " + reason.key();
    return new FailureGraph.Edge(from, to, label);
  }

  private List<FailureGraph.Node> drawn(int[] transactions) {
    List<FailureGraph.Node> nodes = new ArrayList<>();
    for (int txn : transactions) {
      List<String> lines = new ArrayList<>();
      lines.add("T%d%s".formatted(nodes.size() + 1, whoAndWhen(txn)));
      lines.addAll(operations(txn));
      nodes.add(new FailureGraph.Node(lines, false));
    }
    return nodes;
  }

  private static String arrows(Cycles.Cycle cycle) {
    StringBuilder text = new StringBuilder("T1");
    for (int at = 0; at < cycle.types().length; at++) {
      int next = (at + 1) % cycle.types().length;
      text.append(" %s T%d".formatted(word(cycle.types()[at]), next + 1));
    }
    return text.toString();
  }

  private static String word(int type) {
    return switch (type) {
      case DependencyGraph.WW, DependencyGraph.WW_REALTIME, DependencyGraph.WW_FRACTURED -> "ww";
      case DependencyGraph.WR -> "wr";
      case DependencyGraph.RW, DependencyGraph.RW_REALTIME -> "rw";
      case DependencyGraph.PROCESS -> "process";
      default -> "realtime";
    };
  }

  /** "the transaction of process 3 from line 4 to 9: append 1 to x, read x as [1]". */
  private String describe(int txn) {
    return "the transaction%s: %s".formatted(whoAndWhen(txn), String.join(", ", operations(txn)));
  }

  private String whoAndWhen(int txn) {
    return "%s %s"
        .formatted(
            history.process[txn] < 0 ? "" : " of process " + history.process[txn],
            history.completed[txn] == TxnHistory.NEVER
                ? "begun at line %d (outcome unknown)".formatted(history.invoked[txn] + 1)
                : "from line %d to %d"
                    .formatted(history.invoked[txn] + 1, history.completed[txn] + 1));
  }

  private List<String> operations(int txn) {
    List<String> parts = new ArrayList<>();
    int end = Math.min(history.opStart[txn + 1], history.opStart[txn] + MOST_OPERATIONS);
    for (int op = history.opStart[txn]; op < end; op++) {
      parts.add(describeOperation(op));
    }
    if (end < history.opStart[txn + 1]) {
      parts.add("and %d more".formatted(history.opStart[txn + 1] - end));
    }
    return parts;
  }

  private String describeOperation(int op) {
    String key = history.key(history.opKey[op]);
    return switch (history.opKind[op]) {
      case TxnHistory.WRITE ->
          "%s %s to %s".formatted(write, history.value(history.opElement[op]), key);
      case TxnHistory.READ ->
          "read %s as %s"
              .formatted(key, history.listText(history.opElement[op], history.opLength[op]));
      default -> "read " + key;
    };
  }
}
