package dev.assay.engine;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.stream.StreamingChecker;
import dev.assay.checker.stream.StreamingCheckers;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.core.run.HistorySink;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges a run's history while it is recorded, and says once that a promise is broken, whatever
 * comes later. The verdict is still that of the whole history.
 */
public final class EarlyStop {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyStop.class);

  /** About how much it may remember; beyond that it says nothing. */
  private static final long MOST_BYTES = 256L << 20;

  private final StreamingChecker checker;
  private final Consumer<Guarantee> broken;
  private boolean over;

  private EarlyStop(StreamingChecker checker, Consumer<Guarantee> broken) {
    this.checker = checker;
    this.broken = broken;
  }

  /** The workloads whose runs can be stopped early. */
  public static List<String> workloads() {
    return StreamingCheckers.workloads();
  }

  /**
   * A sink that judges what has passed.
   *
   * @param broken told once, on the thread that records
   */
  static HistorySink before(HistorySink sink, String workload, Consumer<Guarantee> broken) {
    EarlyStop stop =
        new EarlyStop(StreamingCheckers.ofWorkload(workload, MOST_BYTES).orElseThrow(), broken);
    return entry -> {
      sink.append(entry);
      stop.look(entry);
    };
  }

  private void look(Entry entry) {
    if (over) {
      return;
    }
    try {
      checker.accept(entry);
    } catch (HistoryException contradiction) {
      LOG.warn("the history is not judged while it grows: {}", contradiction.getMessage());
      over = true;
      return;
    }
    checker
        .violation()
        .ifPresent(guarantee -> {
          over = true;
          broken.accept(guarantee);
        });
  }
}
