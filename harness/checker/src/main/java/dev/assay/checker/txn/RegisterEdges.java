package dev.assay.checker.txn;

import dev.assay.checker.Meter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What transactions on registers depend on. The order of versions is known only in part: nil comes
 * first; what a transaction wrote comes after what it read there, or else reads go in a circle; if
 * it read one write of another transaction, then what that one wrote elsewhere is not newer than
 * what it read there, or else the read is fractured; and where real time counts, a version that was
 * there before another one was seen for the last time comes before it (the zones of Gibbons and
 * Korach, "Testing shared memories", 1997).
 */
final class RegisterEdges {
  private final TxnHistory history;
  private final boolean[] part;
  private final boolean strict;
  private final Meter meter;
  private final List<List<Version>> versions = new ArrayList<>();
  private final @Nullable Version[] byElement;

  RegisterEdges(TxnHistory history, boolean[] part, boolean strict, Meter meter) {
    this.history = history;
    this.part = part;
    this.strict = strict;
    this.meter = meter;
    this.byElement = new Version[history.elementKey.length];
    findVersions();
  }

  /** The versions of each key besides nil. */
  List<List<Version>> versions() {
    return versions.stream().map(ofKey -> ofKey.subList(1, ofKey.size())).toList();
  }

  void addTo(DependencyGraph.Builder graph) {
    new Adding(graph).run();
  }

  /** The final versions of each key; the first of each is nil. */
  private void findVersions() {
    for (int key = 0; key < history.keyCount(); key++) {
      versions.add(new ArrayList<>(List.of(new Version(TxnHistory.NONE))));
    }
    for (int element = 0; element < byElement.length; element++) {
      int writer = history.writer[element];
      if (writer != TxnHistory.NONE
          && part[writer]
          && history.lastWriteOfKey(writer, history.writerOp[element])) {
        Version version = new Version(writer);
        version.touched(history, writer);
        byElement[element] = version;
        versions.get(history.elementKey[element]).add(version);
      }
    }
    for (int txn = 0; txn < history.size(); txn++) {
      for (int op = history.opStart[txn]; part[txn] && op < history.opStart[txn + 1]; op++) {
        Version version = seen(txn, op);
        if (version != null) {
          version.readers.push(txn);
          version.touched(history, txn);
        }
      }
    }
  }

  /** The version that a read shows, if that is one, and the first thing done with its key. */
  private @Nullable Version seen(int txn, int op) {
    if (history.seen(txn, op, false) == TxnHistory.NONE) {
      return null;
    }
    int shown = RegisterReads.shown(history, op);
    return shown == TxnHistory.NONE ? versions.get(history.opKey[op]).getFirst() : byElement[shown];
  }

  /** Adds all edges to one graph. */
  private final class Adding {
    private final DependencyGraph.Builder graph;
    private final Set<Long> fractured = new HashSet<>();
    private long edgesLeft = 4_000_000 + 16L * history.size();

    private Adding(DependencyGraph.Builder graph) {
      this.graph = graph;
    }

    void run() {
      for (int txn = 0; txn < history.size(); txn++) {
        meter.step();
        for (int op = history.opStart[txn]; part[txn] && op < history.opStart[txn + 1]; op++) {
          Version version = seen(txn, op);
          if (version != null && version.writer != txn) {
            read(version, txn, op);
          }
        }
      }
      for (List<Version> ofKey : versions) {
        for (Version later : ofKey.subList(1, ofKey.size())) {
          overwritten(ofKey.getFirst(), later.writer, DependencyGraph.RW);
        }
        if (strict) {
          inRealTime(ofKey);
        }
      }
    }

    private void read(Version version, int txn, int op) {
      if (!history.lastWriteOfKey(txn, op)) {
        overwritten(version, txn, DependencyGraph.RW);
      }
      if (version.writer != TxnHistory.NONE) {
        graph.add(version.writer, txn, DependencyGraph.WR);
        wholly(version.writer, txn);
      }
    }

    /** One that read a write of another transaction saw the others, or what came after them. */
    private void wholly(int writer, int txn) {
      for (int write = history.opStart[writer]; write < history.opStart[writer + 1]; write++) {
        Version version =
            history.opKind[write] == TxnHistory.WRITE ? byElement[history.opElement[write]] : null;
        for (int op = history.opStart[txn];
            version != null && op < history.opStart[txn + 1];
            op++) {
          Version seen = history.opKey[op] == history.opKey[write] ? seen(txn, op) : null;
          if (seen != null
              && seen.writer != TxnHistory.NONE
              && seen.writer != writer
              && fractured.add((long) history.opElement[write] << Integer.SIZE | seen.writer)) {
            follows(version, seen.writer, DependencyGraph.WW_FRACTURED, DependencyGraph.RW);
          }
        }
      }
    }

    private void follows(Version version, int writer, int ww, int rw) {
      if (version.writer != TxnHistory.NONE) {
        graph.add(version.writer, writer, ww);
      }
      overwritten(version, writer, rw);
    }

    private void overwritten(Version version, int writer, int rw) {
      for (int at = 0; at < version.readers.size() && edgesLeft > 0; at++) {
        graph.add(version.readers.at(at), writer, rw);
        edgesLeft--;
      }
      if (edgesLeft == 0) {
        graph.leaveOut();
      }
    }

    private void inRealTime(List<Version> ofKey) {
      List<Version> frontier = new ArrayList<>();
      for (Bound bound : bounds(ofKey)) {
        Version version = bound.version();
        if (bound.first()) {
          frontier.removeIf(each ->
              each.firstEnd < version.lastBegin
                  && each != version
                  && version.lastBegin < bound.position());
          frontier.add(version);
          continue;
        }
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

  /** One end of a version's zone: by {@code first}, or from {@code last} on, it was there. */
  private record Bound(int position, Version version, boolean first) {}

  private static List<Bound> bounds(List<Version> ofKey) {
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
    return bounds;
  }
}
