package dev.assay.checker.txn;

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

  CycleStory(TxnHistory history, boolean lists) {
    this.history = history;
    this.write = lists ? "append" : "write";
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
    for (int at = 0; at < nodes.length; at++) {
      int next = (at + 1) % nodes.length;
      boolean last = at + 1 == nodes.length;
      story.add(
          "%s T%d is before T%d, because %s%s"
              .formatted(
                  last ? "However," : at == 0 ? "Then" : "And",
                  at + 1,
                  next + 1,
                  because(nodes[at], at + 1, nodes[next], next + 1, cycle.types()[at]),
                  last ? ": a contradiction." : "."));
    }
    return new Anomaly(
        cycle.kind(),
        "%d transactions form a cycle (%s)".formatted(nodes.length, arrows(cycle)),
        story,
        transactions);
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
      case DependencyGraph.WW, DependencyGraph.WW_REALTIME -> "ww";
      case DependencyGraph.WR -> "wr";
      case DependencyGraph.RW, DependencyGraph.RW_REALTIME -> "rw";
      case DependencyGraph.PROCESS -> "process";
      default -> "realtime";
    };
  }

  /** "the transaction of process 3 from line 4 to line 9: append 1 to x, read x as [1]". */
  String describe(int txn) {
    List<String> parts = new ArrayList<>();
    int end = Math.min(history.opStart[txn + 1], history.opStart[txn] + MOST_OPERATIONS);
    for (int op = history.opStart[txn]; op < end; op++) {
      parts.add(describeOperation(op));
    }
    if (end < history.opStart[txn + 1]) {
      parts.add("and %d more".formatted(history.opStart[txn + 1] - end));
    }
    return "the transaction%s %s: %s"
        .formatted(
            history.process[txn] < 0 ? "" : " of process " + history.process[txn],
            history.completed[txn] == TxnHistory.NEVER
                ? "begun at line %d (outcome unknown)".formatted(history.invoked[txn] + 1)
                : "from line %d to %d"
                    .formatted(history.invoked[txn] + 1, history.completed[txn] + 1),
            String.join(", ", parts));
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

  private String because(int from, int fromName, int to, int toName, int type) {
    return switch (type) {
      case DependencyGraph.WW -> writeWrite(from, fromName, to, toName);
      case DependencyGraph.WR -> writeRead(from, fromName, to, toName);
      case DependencyGraph.RW -> readWrite(from, fromName, to, toName);
      case DependencyGraph.WW_REALTIME ->
          "what T%d wrote was there before what T%d wrote was seen for the last time"
              .formatted(fromName, toName);
      case DependencyGraph.RW_REALTIME ->
          "what T%d read was there before what T%d wrote was seen for the last time"
              .formatted(fromName, toName);
      case DependencyGraph.PROCESS ->
          "process %d had done T%d when it began T%d"
              .formatted(history.process[from], fromName, toName);
      default -> "T%d was over when T%d began".formatted(fromName, toName);
    };
  }

  private String writeWrite(int from, int fromName, int to, int toName) {
    for (int op = history.opStart[from]; op < history.opStart[from + 1]; op++) {
      for (int other = history.opStart[to]; other < history.opStart[to + 1]; other++) {
        if (history.opKind[op] == TxnHistory.WRITE
            && history.opKind[other] == TxnHistory.WRITE
            && history.opKey[op] == history.opKey[other]) {
          return "T%d wrote %s to %s after T%d had written %s"
              .formatted(
                  toName,
                  history.value(history.opElement[other]),
                  history.key(history.opKey[op]),
                  fromName,
                  history.value(history.opElement[op]));
        }
      }
    }
    return "T%d wrote after T%d".formatted(toName, fromName);
  }

  private String writeRead(int from, int fromName, int to, int toName) {
    for (int op = history.opStart[to]; op < history.opStart[to + 1]; op++) {
      if (history.opKind[op] == TxnHistory.READ) {
        for (int at = history.opLength[op] - 1; at >= 0; at--) {
          int element = history.pool[history.opElement[op] + at];
          if (history.writer[element] == from) {
            return "T%d's read of %s shows %s, which T%d wrote"
                .formatted(
                    toName, history.key(history.opKey[op]), history.value(element), fromName);
          }
        }
      }
    }
    return "T%d read what T%d wrote".formatted(toName, fromName);
  }

  private String readWrite(int from, int fromName, int to, int toName) {
    for (int op = history.opStart[from]; op < history.opStart[from + 1]; op++) {
      for (int other = history.opStart[to]; other < history.opStart[to + 1]; other++) {
        if (history.opKind[op] == TxnHistory.READ
            && history.opKind[other] == TxnHistory.WRITE
            && history.opKey[op] == history.opKey[other]
            && !shows(op, history.opElement[other])) {
          return "T%d's read of %s, %s, does not show %s, which T%d wrote"
              .formatted(
                  fromName,
                  history.key(history.opKey[op]),
                  history.listText(history.opElement[op], history.opLength[op]),
                  history.value(history.opElement[other]),
                  toName);
        }
      }
    }
    return "T%d did not see what T%d wrote".formatted(fromName, toName);
  }

  private boolean shows(int read, int element) {
    for (int at = 0; at < history.opLength[read]; at++) {
      if (history.pool[history.opElement[read] + at] == element) {
        return true;
      }
    }
    return false;
  }
}
