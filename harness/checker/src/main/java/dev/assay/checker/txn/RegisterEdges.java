package dev.assay.checker.txn;

import dev.assay.checker.Meter;
import dev.assay.checker.arrays.IntStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Adds to a graph what transactions on registers depend on. The order of versions is known only in
 * part: nil comes first; a version comes right after the one that its transaction read; and where
 * real time counts, one that was there before another one was seen for the last time comes before
 * it (the zones of Gibbons and Korach, "Testing shared memories", 1997).
 */
final class RegisterEdges {
  private final TxnHistory history;
  private final boolean[] part;
  private final DependencyGraph.Builder graph;
  private final List<List<Version>> versions = new ArrayList<>();
  private long edgesLeft;

  private RegisterEdges(TxnHistory history, boolean[] part, DependencyGraph.Builder graph) {
    this.history = history;
    this.part = part;
    this.graph = graph;
    this.edgesLeft = 4_000_000 + 16L * history.size();
  }

  /** A value that a register had, and who had to do with it. */
  private static final class Version {
    private final int writer;
    private final IntStack readers = new IntStack(2);
    private int lastBegin = -1;
    private int firstEnd = TxnHistory.NEVER;

    private Version(int writer) {
      this.writer = writer;
    }

    private void touched(TxnHistory history, int txn) {
      lastBegin = Math.max(lastBegin, history.invoked[txn]);
      firstEnd = Math.min(firstEnd, history.completed[txn]);
    }
  }

  static void add(
      TxnHistory history,
      boolean[] part,
      boolean strict,
      DependencyGraph.Builder graph,
      Meter meter) {
    RegisterEdges edges = new RegisterEdges(history, part, graph);
    Version[] byElement = edges.findVersions();
    for (int txn = 0; txn < history.size(); txn++) {
      meter.step();
      if (part[txn]) {
        edges.replaced(byElement, txn);
      }
    }
    for (List<Version> ofKey : edges.versions) {
      edges.afterNil(ofKey);
      if (strict) {
        edges.inRealTime(ofKey);
      }
    }
  }

  /** The final versions of each key; the first of each is nil. */
  private Version[] findVersions() {
    for (int key = 0; key < history.keyCount(); key++) {
      versions.add(new ArrayList<>(List.of(new Version(TxnHistory.NONE))));
    }
    Version[] byElement = new Version[history.elementKey.length];
    for (int element = 0; element < byElement.length; element++) {
      int writer = history.writer[element];
      if (writer != TxnHistory.NONE
          && part[writer]
          && history.lastWriteOfKey(writer, history.writerOp[element])) {
        byElement[element] = new Version(writer);
        byElement[element].touched(history, writer);
        versions.get(history.elementKey[element]).add(byElement[element]);
      }
    }
    for (int txn = 0; txn < history.size(); txn++) {
      for (int op = history.opStart[txn]; part[txn] && op < history.opStart[txn + 1]; op++) {
        if (history.opKind[op] == TxnHistory.READ && !history.touchedBefore(txn, op)) {
          read(byElement, txn, op);
        }
      }
    }
    return byElement;
  }

  private Version seen(Version[] byElement, int op) {
    int shown = RegisterReads.shown(history, op);
    return shown == TxnHistory.NONE ? versions.get(history.opKey[op]).getFirst() : byElement[shown];
  }

  private void read(Version[] byElement, int txn, int op) {
    Version version = seen(byElement, op);
    if (version != null) {
      version.readers.push(txn);
      version.touched(history, txn);
      if (version.writer != TxnHistory.NONE) {
        graph.add(version.writer, txn, DependencyGraph.WR);
      }
    }
  }

  /** A version that a transaction read and replaced comes right before its own. */
  private void replaced(Version[] byElement, int txn) {
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == TxnHistory.READ
          && !history.touchedBefore(txn, op)
          && !history.lastWriteOfKey(txn, op)) {
        Version version = seen(byElement, op);
        if (version != null) {
          follows(version, txn, DependencyGraph.WW, DependencyGraph.RW);
        }
      }
    }
  }

  private void afterNil(List<Version> ofKey) {
    for (Version later : ofKey.subList(1, ofKey.size())) {
      follows(ofKey.getFirst(), later.writer, DependencyGraph.WW, DependencyGraph.RW);
    }
  }

  private void follows(Version version, int writer, int ww, int rw) {
    if (version.writer != TxnHistory.NONE) {
      graph.add(version.writer, writer, ww);
    }
    for (int at = 0; at < version.readers.size() && edgesLeft > 0; at++) {
      graph.add(version.readers.at(at), writer, rw);
      edgesLeft--;
    }
    if (edgesLeft == 0) {
      graph.leaveOut();
    }
  }

  /** One end of a version's zone: by {@code first}, or from {@code last} on, it was there. */
  private record Bound(int position, Version version, boolean first) {}

  private void inRealTime(List<Version> ofKey) {
    List<Bound> bounds = new ArrayList<>();
    for (Version version : ofKey) {
      if (version.firstEnd != TxnHistory.NEVER) {
        bounds.add(new Bound(version.firstEnd, version, true));
      }
      if (version.lastBegin >= 0) {
        bounds.add(new Bound(version.lastBegin, version, false));
      }
    }
    bounds.sort(Comparator.comparingInt(Bound::position));
    List<Version> frontier = new ArrayList<>();
    for (Bound bound : bounds) {
      Version version = bound.version();
      if (bound.first()) {
        frontier.removeIf(each ->
            each.firstEnd < version.lastBegin
                && each != version
                && version.lastBegin < bound.position());
        frontier.add(version);
      } else {
        for (Version each : frontier) {
          if (each != version && version.writer != TxnHistory.NONE) {
            follows(each, version.writer, DependencyGraph.WW_REALTIME, DependencyGraph.RW_REALTIME);
          }
        }
        if (version.firstEnd < bound.position() && version.writer != TxnHistory.NONE) {
          frontier.removeIf(each -> each != version);
        }
      }
    }
  }
}
