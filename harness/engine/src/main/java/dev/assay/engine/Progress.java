package dev.assay.engine;

import dev.assay.core.run.HistorySink;
import dev.assay.report.RunProgress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says now and then how a run goes, from the history as it is written. */
final class Progress {
  private final Stopwatch watch = new Stopwatch();
  private final RunProgress progress = new RunProgress();

  /** A sink that counts what passes. */
  HistorySink before(HistorySink sink) {
    return entry -> {
      sink.append(entry);
      synchronized (progress) {
        progress.seen(entry);
      }
    };
  }

  private String line() {
    synchronized (progress) {
      return line(watch.millis() / 1000, progress.now());
    }
  }

  /** Time, outcomes, rate, leader and faults on one line. */
  static String line(long seconds, RunProgress.Now now) {
    return "%4d s %s: %d ok, %d failed, %d unknown; %.0f ok/s; leader %s; faults: %s"
        .formatted(
            seconds,
            now.phase(),
            now.ok(),
            now.fail(),
            now.info(),
            now.rate(),
            now.leader().isEmpty() ? "none" : now.leader(),
            now.faults().isEmpty() ? "none" : String.join(", ", now.faults()));
  }

  /** Tells the host until it is closed. */
  Ticker tick(Host host) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    long millis = host.statusEvery().toMillis();
    var _ =
        timer.scheduleAtFixedRate(() -> host.status(line()), millis, millis, TimeUnit.MILLISECONDS);
    return () -> {
      // Whatever is being said is said before the end.
      timer.close();
      host.status("");
    };
  }

  /** Stops the telling. */
  interface Ticker extends AutoCloseable {
    @Override
    void close();
  }
}
