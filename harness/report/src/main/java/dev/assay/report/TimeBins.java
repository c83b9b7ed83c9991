package dev.assay.report;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.judge.OperationTally.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Latency and throughput over time, in bins of equal width. An operation counts in the bin in which
 * it ended; latency is that of operations that ended ok.
 *
 * @param widthNanos of a bin: 1, 2 or 5 times a power of ten
 * @param bins one for each stretch of the run, without gaps
 * @param byKind quantiles over the whole run for each kind of operation
 */
record TimeBins(long widthNanos, List<Bin> bins, Map<String, Quantiles> byKind) {
  private static final int MOST_BINS = 120;
  private static final long LONGEST_MICROS = 3_600_000_000L;

  /** One stretch of the run. */
  record Bin(long ok, long fail, long info, Quantiles latency) {}

  /** Latencies in microseconds; all 0 when {@code count} is. */
  record Quantiles(long count, long p50, long p95, long p99, long max) {
    static Quantiles of(Histogram histogram) {
      return new Quantiles(
          histogram.getTotalCount(),
          histogram.getValueAtPercentile(50),
          histogram.getValueAtPercentile(95),
          histogram.getValueAtPercentile(99),
          histogram.getMaxValue());
    }
  }

  static TimeBins of(RunHistory history) {
    long width = width(history.end());
    int count = (int) (history.end() / width) + 1;
    List<List<Operation>> ended = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ended.add(new ArrayList<>());
    }
    Map<String, Histogram> kinds = new TreeMap<>();
    for (Operation operation : history.operations()) {
      if (operation.completion() != null) {
        ended.get((int) (operation.end(history.end()) / width)).add(operation);
        if (operation.outcome() == EntryType.OK) {
          record(kinds.computeIfAbsent(operation.invocation().f(), f -> histogram()), operation);
        }
      }
    }
    Histogram reused = histogram();
    List<Bin> bins = ended.stream().map(operations -> bin(operations, reused)).toList();
    Map<String, Quantiles> byKind = new TreeMap<>();
    kinds.forEach((kind, histogram) -> byKind.put(kind, Quantiles.of(histogram)));
    return new TimeBins(width, bins, byKind);
  }

  private static Bin bin(List<Operation> operations, Histogram latency) {
    latency.reset();
    Outcomes outcomes = Outcomes.NONE;
    for (Operation operation : operations) {
      outcomes = outcomes.plus(operation.outcome());
      if (operation.outcome() == EntryType.OK) {
        record(latency, operation);
      }
    }
    return new Bin(outcomes.ok(), outcomes.fail(), outcomes.info(), Quantiles.of(latency));
  }

  private static Histogram histogram() {
    return new Histogram(LONGEST_MICROS, 3);
  }

  private static void record(Histogram histogram, Operation operation) {
    long micros = (operation.end(0) - operation.start()) / 1000;
    histogram.recordValue(Math.clamp(micros, 1, LONGEST_MICROS));
  }

  private static long width(long end) {
    long width = 1_000;
    int[] steps = {2, 5, 10};
    while (true) {
      for (int step : steps) {
        if (end / (width * step) < MOST_BINS) {
          return width * step;
        }
      }
      width *= 10;
    }
  }
}
