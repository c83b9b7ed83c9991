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

  private static final String MANY_ORDERS =
      "No anomaly was found that all orders of the versions of a key have, but there are too many"
          + " such orders to look at all of them.";

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
      boolean strict = consistency.level() == AnomalyKind.Level.REALTIME;
      boolean[] part = part();
      Data data = lists ? listData(part) : registerData(part, strict);
      new LostUpdates(history, anomalies).find();
      DependencyGraph graph = graph(data, part, !strict);
      Components components = Components.of(graph, DependencyGraph.ALL);
      DependencyGraph whole = strict && components.cyclic() ? graph(data, part, true) : graph;
      if (components.cyclic() || !graph.complete) {
        FracturedReads.find(history, lists, data, anomalies);
      }
      if (components.cyclic()) {
        CycleStory story = new CycleStory(history, lists);
        Cycles.find(whole, consistency, meter).stream()
            .map(each -> each.certain(history))
            .filter(each -> !anomalies.kinds().contains(each.kind()))
            .forEach(each -> anomalies.add(each.kind(), () -> story.tell(each)));
      }
      if (anomalies.kinds().stream().anyMatch(consistency::forbids)) {
        return new TxnAnalysis(anomalies, NO_ORDER, "");
      }
      if (!consistency.ordered() && graph.complete && lists && !components.cyclic()) {
        return new TxnAnalysis(anomalies, NO_ORDER, "");
      }
      if (!consistency.ordered()) {
        return graph.complete ? search(data, part, whole) : unknown(TOO_MANY);
      }
      return components.cyclic()
          ? unknown("There is a cycle of dependencies of no class.")
          : witness(data, components, part, graph);
    }

    private TxnAnalysis unknown(String reason) {
      return new TxnAnalysis(anomalies, NO_ORDER, reason);
    }

    /** What is known of the order of versions. */
    private interface Data extends FracturedReads.Missed {
      /** Adds what depends on what. */
      void addTo(DependencyGraph.Builder graph);

      /** The versions of each key whose order is not known, or only in part. */
      List<List<Version>> open();
    }

    private Data listData(boolean[] part) {
      ListVersions versions = ListVersions.of(history, anomalies, meter);
      ListEdges edges = new ListEdges(history, versions, part, meter);
      return new Data() {
        @Override
        public void addTo(DependencyGraph.Builder graph) {
          edges.addTo(graph);
        }

        @Override
        public List<List<Version>> open() {
          return edges.unread();
        }

        @Override
        public boolean missed(int read, int seen, int write) {
          int position = versions.position[history.opElement[write]];
          return position == TxnHistory.NONE || position >= seen;
        }
      };
    }

    private Data registerData(boolean[] part, boolean strict) {
      RegisterReads.check(history, anomalies);
      RegisterEdges edges = new RegisterEdges(history, part, strict, meter);
      return new Data() {
        @Override
        public void addTo(DependencyGraph.Builder graph) {
          edges.addTo(graph);
        }

        @Override
        public List<List<Version>> open() {
          return edges.versions();
        }

        @Override
        public boolean missed(int read, int seen, int write) {
          return seen == 0 || RegisterReads.replaced(history, read, write);
        }
      };
    }

    /**
     * Which transactions took effect for certain: those that are committed and, unless reads of
     * what was never committed are allowed, those of which a committed one read something.
     */
    private boolean[] part() {
      boolean[] part = new boolean[history.size()];
      for (int txn = 0; txn < part.length; txn++) {
        part[txn] = history.outcome[txn] == TxnHistory.OK;
      }
      for (int txn = 0; txn < part.length; txn++) {
        for (int op = history.opStart[txn];
            history.outcome[txn] == TxnHistory.OK && op < history.opStart[txn + 1];
            op++) {
          if (history.opKind[op] == TxnHistory.READ && consistency.forbids(AnomalyKind.G1A)) {
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

    private DependencyGraph graph(Data data, boolean[] part, boolean process) {
      return builder(data, part, process).build();
    }

    private DependencyGraph.Builder builder(Data data, boolean[] part, boolean process) {
      DependencyGraph.Builder graph =
          new DependencyGraph.Builder(history.size(), 4 * history.size());
      data.addTo(graph);
      if (process && consistency.reaches(AnomalyKind.Level.PROCESS)) {
        OrderEdges.process(history, part, graph);
      }
      if (consistency.reaches(AnomalyKind.Level.REALTIME)) {
        OrderEdges.realTime(history, part, graph);
      }
      return graph;
    }

    private TxnAnalysis witness(
        Data data, Components components, boolean[] part, DependencyGraph graph) {
      int[] order = topological(components, part);
      String fault = TxnReplay.fault(history, order, lists, consistency.level());
      if (!fault.isEmpty() && !lists) {
        order = RegisterOrder.find(history, part, consistency.level(), meter);
        fault = TxnReplay.fault(history, order, false, consistency.level());
      }
      if (fault.isEmpty()) {
        return new TxnAnalysis(anomalies, order, "");
      }
      String none =
          "No anomaly was found, and no order that explains all either: %s.".formatted(fault);
      return graph.complete ? search(data, part, graph) : unknown(none);
    }

    /** Looks at orders of the versions of which reads tell none. */
    private TxnAnalysis search(Data data, boolean[] part, DependencyGraph graph) {
      VersionTrial trial =
          new VersionTrial(
              consistency,
              anomalies.kinds(),
              chosen -> {
                DependencyGraph.Builder builder = builder(data, part, true);
                chosen.addTo(builder);
                return builder.build();
              },
              history,
              meter);
      int[] places = EarliestFirst.places(graph, consistency.certain(), history);
      VersionSearch.Answer answer = VersionSearch.find(data.open(), places, trial);
      return switch (answer) {
        case FOUND -> explained(trial, part);
        case GAVE_UP -> unknown(MANY_ORDERS);
        case NONE -> {
          CycleStory story = new CycleStory(history, lists);
          trial.violation(story).ifPresent(each -> anomalies.addOneOfMany(each, trial.broken()));
          yield unknown("There is a cycle of dependencies of no class.");
        }
      };
    }

    private TxnAnalysis explained(VersionTrial trial, boolean[] part) {
      if (!consistency.ordered()) {
        return new TxnAnalysis(anomalies, NO_ORDER, "");
      }
      int[] order = topological(Components.of(trial.last(), DependencyGraph.ALL), part);
      String fault = TxnReplay.fault(history, order, lists, consistency.level());
      return new TxnAnalysis(
          anomalies,
          order,
          fault.isEmpty()
              ? ""
              : "The order that was found does not explain all: %s.".formatted(fault));
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
              && !history.lastWriteOfKey(txn, op)
              && !own(txn, op)) {
            look(replaced, txn, op);
          }
        }
      }
    }

    private boolean own(int txn, int op) {
      int length = history.opLength[op];
      return length > 0 && history.writer[history.pool[history.opElement[op] + length - 1]] == txn;
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
