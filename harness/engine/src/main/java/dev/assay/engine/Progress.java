package dev.assay.engine;

import dev.assay.core.run.HistorySink;
import dev.assay.report.RunProgress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says every few seconds how a run goes, from the history as it is written. */
final class Progress {
  private static final long EVERY_SECONDS = 5;
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
    RunProgress.Now now;
    synchronized (progress) {
      now = progress.now();
    }
    return "%4d s %s: %d ok, %d failed, %d unknown; %.0f ok/s; leader %s; faults: %s"
        .formatted(
            watch.millis() / 1000,
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
    var _ =
        timer.scheduleAtFixedRate(
            () -> host.tell(line()), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return timer::shutdownNow;
  }

  /** Stops the telling. */
  interface Ticker extends AutoCloseable {
    @Override
    void close();
  }
}
