package dev.assay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A stretch of the run, in nanoseconds since it began. */
record Interval(long from, long to) {
  boolean overlaps(long start, long end) {
    return start <= to && end >= from;
  }

  /** The same time covered by intervals that do not touch each other, in order. */
  static List<Interval> merged(List<Interval> intervals) {
    List<Interval> sorted = new ArrayList<>(intervals);
    sorted.sort(Comparator.comparingLong(Interval::from));
    List<Interval> merged = new ArrayList<>();
    for (Interval next : sorted) {
      if (!merged.isEmpty() && merged.getLast().to() >= next.from()) {
        Interval last = merged.removeLast();
        merged.add(new Interval(last.from(), Math.max(last.to(), next.to())));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
