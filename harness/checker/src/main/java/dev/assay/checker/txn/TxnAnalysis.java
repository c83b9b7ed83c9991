package dev.assay.checker.txn;

import dev.assay.checker.LimitReached;
import dev.assay.checker.Meter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is to be said of a history of transactions.
 *
 * @param anomalies what was found
 * @param order an order that explains all, if the model asks for one and nothing speaks against it
 * @param unknown why it is not known, if nothing was found; else empty
 */
record TxnAnalysis(Anomalies anomalies, int[] order, String unknown) {
  private static final int[] NO_ORDER = {};
  private static final String TOO_MANY =
      "No anomaly was found, but there are too many dependencies to look at all of them.";

  static TxnAnalysis of(TxnHistory history, boolean lists, Consistency consistency, Meter meter) {
    Anomalies anomalies = new Anomalies();
    try {
      String twice = writtenTwice(history);
      if (!twice.isEmpty()) {
        return new TxnAnalysis(anomalies, NO_ORDER, twice);
      }
      return new Analyst(history, lists, consistency, anomalies, meter).run();
    } catch (LimitReached limit) {
      return new TxnAnalysis(anomalies, NO_ORDER, limit.getMessage() + ".");
    }
  }

  private static String writtenTwice(TxnHistory history) {
    for (int txn = 0; txn < history.size(); txn++) {
      for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
        int element = history.opElement[op];
        if (history.opKind[op] == TxnHistory.WRITE
            && history.outcome[txn] != TxnHistory.FAIL
            && history.writerOp[element] != op) {
          return "The value %s is written to %s twice, so that nobody can tell which one is read."
              .formatted(history.value(element), history.key(history.opKey[op]));
        }
      }
    }
    return "";
  }

  /** One analysis. */
  private record Analyst(
      TxnHistory history,
      boolean lists,
      Consistency consistency,
      Anomalies anomalies,
      Meter meter) {
    TxnAnalysis run() {
      boolean strict = consistency.reaches(AnomalyKind.Level.REALTIME);
      Edges edges = lists ? listEdges() : registerEdges(strict);
      boolean[] part = part();
      new LostUpdates(history, anomalies).find();
      DependencyGraph graph = graph(edges, part, strict, !strict);
      Components components = Components.of(graph, DependencyGraph.ALL);
      if (components.cyclic()) {
        CycleStory story = new CycleStory(history, lists);
        DependencyGraph whole = strict ? graph(edges, part, true, true) : graph;
        Cycles.find(whole, consistency, meter)
            .forEach(cycle -> anomalies.add(cycle.kind(), () -> story.tell(cycle)));
      }
      if (components.cyclic() || !graph.complete) {
        FracturedReads.find(history, lists, edges::missed, anomalies);
      }
      boolean told = anomalies.kinds().stream().anyMatch(consistency::forbids);
      if (told || !consistency.ordered()) {
        return new TxnAnalysis(anomalies, NO_ORDER, told || graph.complete ? "" : TOO_MANY);
      }
      return components.cyclic()
          ? new TxnAnalysis(anomalies, NO_ORDER, "There is a cycle of dependencies of no class.")
          : witness(components, part, strict);
    }

    /** What is known of the order of versions. */
    private interface Edges extends FracturedReads.Missed {
      /** Adds what depends on what by data. */
      void addTo(boolean[] part, DependencyGraph.Builder graph);
    }

    private Edges listEdges() {
      ListVersions versions = ListVersions.of(history, anomalies, meter);
      return new Edges() {
        @Override
        public void addTo(boolean[] part, DependencyGraph.Builder graph) {
          ListEdges.add(history, versions, part, graph, meter);
        }

        @Override
        public boolean missed(int read, int seen, int write) {
          int position = versions.position[history.opElement[write]];
          return position == TxnHistory.NONE || position >= seen;
        }
      };
    }

    private Edges registerEdges(boolean strict) {
      RegisterReads.check(history, anomalies);
      return new Edges() {
        @Override
        public void addTo(boolean[] part, DependencyGraph.Builder graph) {
          RegisterEdges.add(history, part, strict, graph, meter);
        }

        @Override
        public boolean missed(int read, int seen, int write) {
          return seen == 0 || RegisterReads.replaced(history, read, write);
        }
      };
    }

    /** Which transactions took effect for certain. */
    private boolean[] part() {
      boolean[] part = new boolean[history.size()];
      for (int txn = 0; txn < part.length; txn++) {
        part[txn] = history.outcome[txn] == TxnHistory.OK;
      }
      for (int txn = 0; txn < part.length; txn++) {
        for (int op = history.opStart[txn];
            history.outcome[txn] == TxnHistory.OK && op < history.opStart[txn + 1];
            op++) {
          if (history.opKind[op] == TxnHistory.READ) {
            markWriters(part, op);
          }
        }
      }
      return part;
    }

    private void markWriters(boolean[] part, int op) {
      for (int at = history.opLength[op] - 1; at >= 0; at--) {
        int writer = history.writer[history.pool[history.opElement[op] + at]];
        if (writer != TxnHistory.NONE && history.outcome[writer] == TxnHistory.INFO) {
          part[writer] = true;
        }
      }
    }

    private DependencyGraph graph(Edges edges, boolean[] part, boolean realTime, boolean process) {
      DependencyGraph.Builder graph =
          new DependencyGraph.Builder(history.size(), 4 * history.size());
      edges.addTo(part, graph);
      if (process && consistency.reaches(AnomalyKind.Level.PROCESS)) {
        OrderEdges.process(history, part, graph);
      }
      if (realTime) {
        OrderEdges.realTime(history, part, graph);
      }
      return graph.build();
    }

    private TxnAnalysis witness(Components components, boolean[] part, boolean strict) {
      int[] order = topological(components, part);
      String fault = TxnReplay.fault(history, order, lists, strict);
      if (!fault.isEmpty() && !lists) {
        order = RegisterOrder.find(history, part, strict);
        fault = TxnReplay.fault(history, order, false, strict);
      }
      return new TxnAnalysis(
          anomalies,
          order,
          fault.isEmpty()
              ? ""
              : "No anomaly was found, and no order that explains all either: %s."
                  .formatted(fault));
    }

    private int[] topological(Components components, boolean[] part) {
      int[] byComponent = new int[components.count()];
      Arrays.fill(byComponent, TxnHistory.NONE);
      int count = 0;
      for (int txn = 0; txn < history.size(); txn++) {
        if (part[txn]) {
          byComponent[components.of[txn]] = txn;
          count++;
        }
      }
      int[] order = new int[count];
      int at = 0;
      for (int component = byComponent.length - 1; component >= 0; component--) {
        if (byComponent[component] != TxnHistory.NONE) {
          order[at++] = byComponent[component];
        }
      }
      return order;
    }
  }

  /** Finds pairs of transactions that replaced the same version. */
  private record LostUpdates(TxnHistory history, Anomalies anomalies) {
    void find() {
      Map<Long, Integer> replaced = new HashMap<>();
      for (int txn = 0; txn < history.size(); txn++) {
        for (int op = history.opStart[txn];
            history.outcome[txn] == TxnHistory.OK && op < history.opStart[txn + 1];
            op++) {
          if (history.opKind[op] == TxnHistory.READ
              && !history.touchedBefore(txn, op)
              && !history.lastWriteOfKey(txn, op)) {
            look(replaced, txn, op);
          }
        }
      }
    }

    private void look(Map<Long, Integer> replaced, int txn, int op) {
      int length = history.opLength[op];
      int last = length == 0 ? 0 : history.pool[history.opElement[op] + length - 1] + 1;
      Integer other = replaced.putIfAbsent((long) history.opKey[op] << 32 | last, txn);
      if (other != null) {
        anomalies.add(
            AnomalyKind.LOST_UPDATE,
            () ->
                new Anomaly(
                    AnomalyKind.LOST_UPDATE,
                    "two transactions read %s as %s and both replaced it"
                        .formatted(
                            history.key(history.opKey[op]),
                            history.listText(history.opElement[op], length)),
                    List.of(),
                    List.of(other, txn)));
      }
    }
  }
}
