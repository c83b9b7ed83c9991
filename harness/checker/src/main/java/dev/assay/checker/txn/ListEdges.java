package dev.assay.checker.txn;

import dev.assay.checker.Meter;
import dev.assay.checker.arrays.IntStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What transactions on lists depend on, given the order of versions. An element that was appended
 * for certain and that no read shows comes after all that any read shows, for elements do not go
 * away.
 */
final class ListEdges {
  /** More edges to unread elements than this for each transaction are not added. */
  private static final int UNREAD_EDGES = 8;

  private final TxnHistory history;
  private final ListVersions versions;
  private final boolean[] part;
  private final Meter meter;
  private final List<IntStack> unread = new ArrayList<>();

  ListEdges(TxnHistory history, ListVersions versions, boolean[] part, Meter meter) {
    this.history = history;
    this.versions = versions;
    this.part = part;
    this.meter = meter;
    findUnread();
  }

  void addTo(DependencyGraph.Builder graph) {
    Adding adding = new Adding(graph);
    adding.writes();
    for (int txn = 0; txn < history.size(); txn++) {
      meter.step();
      if (part[txn] && history.outcome[txn] == TxnHistory.OK) {
        adding.reads(txn);
      }
    }
  }

  /** Who appended to each key what no read shows. */
  List<List<Version>> unread() {
    return unread.stream()
        .map(writers -> Arrays.stream(writers.toArray()).distinct().mapToObj(Version::new).toList())
        .toList();
  }

  private void findUnread() {
    for (int key = 0; key < history.keyCount(); key++) {
      unread.add(new IntStack(1));
    }
    for (int element = 0; element < versions.position.length; element++) {
      int writer = history.writer[element];
      if (versions.position[element] == TxnHistory.NONE
          && writer != TxnHistory.NONE
          && part[writer]) {
        unread.get(history.elementKey[element]).push(writer);
      }
    }
  }

  private int writer(int key, int place) {
    int writer = history.writer[versions.element(key, place)];
    return writer != TxnHistory.NONE && part[writer] ? writer : TxnHistory.NONE;
  }

  /** Adds all edges to one graph. */
  private final class Adding {
    private final DependencyGraph.Builder graph;
    private long unreadEdges = 1_000_000 + (long) UNREAD_EDGES * history.size();

    private Adding(DependencyGraph.Builder graph) {
      this.graph = graph;
    }

    private void writes() {
      for (int key = 0; key < history.keyCount(); key++) {
        int before = TxnHistory.NONE;
        for (int place = 0; place < versions.length[key]; place++) {
          int writer = writer(key, place);
          if (before != TxnHistory.NONE && writer != TxnHistory.NONE) {
            graph.add(before, writer, DependencyGraph.WW);
          }
          before = writer == TxnHistory.NONE ? before : writer;
        }
        if (before != TxnHistory.NONE) {
          toUnread(key, before, DependencyGraph.WW);
        }
      }
    }

    private void toUnread(int key, int from, int type) {
      IntStack writers = unread.get(key);
      for (int at = 0; at < writers.size() && unreadEdges > 0; at++) {
        graph.add(from, writers.at(at), type);
        unreadEdges--;
      }
      if (unreadEdges == 0) {
        graph.leaveOut();
      }
    }

    private void reads(int txn) {
      for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
        if (history.opKind[op] == TxnHistory.READ) {
          read(txn, op);
        }
      }
    }

    /** A read depends on the version that was there before the transaction itself appended. */
    private void read(int txn, int op) {
      int key = history.opKey[op];
      int seen = history.seen(txn, op, true);
      if (seen == TxnHistory.NONE || seen > versions.length[key]) {
        return;
      }
      if (seen > 0 && writer(key, seen - 1) != TxnHistory.NONE) {
        graph.add(writer(key, seen - 1), txn, DependencyGraph.WR);
      }
      if (seen == versions.length[key]) {
        toUnread(key, txn, DependencyGraph.RW);
      } else if (writer(key, seen) != TxnHistory.NONE) {
        graph.add(txn, writer(key, seen), DependencyGraph.RW);
      }
    }
  }
}
