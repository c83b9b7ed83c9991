package dev.assay.lab.shrink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The algorithm ddmin: which elements of a list are needed for it to fail. It tries halves, then
 * quarters, and so on, each alone and then all but each.
 */
final class DeltaDebugging {
  private DeltaDebugging() {}

  /** Says whether a part of the list fails, too. */
  interface Test<T> {
    boolean fails(List<T> part) throws IOException, InterruptedException;
  }

  /** A part of the list that fails, and may be the list itself; never an empty one. */
  static <T> List<T> smallest(List<T> failing, Test<T> test)
      throws IOException, InterruptedException {
    List<T> best = failing;
    int pieces = 2;
    while (best.size() >= 2) {
      List<T> smaller = smaller(best, pieces, test);
      if (smaller.size() < best.size()) {
        boolean onePiece = smaller.size() <= Math.ceilDiv(best.size(), pieces);
        best = smaller;
        pieces = onePiece ? 2 : Math.max(2, pieces - 1);
      } else if (pieces >= best.size()) {
        return best;
      } else {
        pieces = 2 * pieces;
      }
      pieces = Math.min(pieces, Math.max(2, best.size()));
    }
    return best;
  }

  private static <T> List<T> smaller(List<T> all, int pieces, Test<T> test)
      throws IOException, InterruptedException {
    for (int i = 0; i < pieces; i++) {
      List<T> piece = all.subList(start(all, pieces, i), start(all, pieces, i + 1));
      if (test.fails(piece)) {
        return piece;
      }
    }
    for (int i = 0; i < pieces && pieces > 2; i++) {
      List<T> others = new ArrayList<>(all);
      others.subList(start(all, pieces, i), start(all, pieces, i + 1)).clear();
      if (test.fails(others)) {
        return others;
      }
    }
    return all;
  }

  private static int start(List<?> all, int pieces, int piece) {
    return (int) ((long) all.size() * piece / pieces);
  }
}
