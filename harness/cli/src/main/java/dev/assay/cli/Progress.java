package dev.assay.cli;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.run.HistorySink;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says every few seconds how a run goes, from the history as it is written. */
final class Progress {
  private static final long EVERY_SECONDS = 5;
  private final Map<String, String> faults = new TreeMap<>();
  private long ok;
  private long failed;
  private long unknown;
  private final Stopwatch watch = new Stopwatch();
  private String leader = "none";
  private String phase = "start";

  /** A sink that counts what passes. */
  HistorySink before(HistorySink sink) {
    return entry -> {
      sink.append(entry);
      seen(entry);
    };
  }

  private synchronized void seen(Entry entry) {
    switch (entry.actor()) {
      case Actor.Client _ -> count(entry.type());
      case Actor.Node node -> {
        if (entry.f().equals("leader")) {
          leader = node.name();
        }
      }
      case Actor.Nemesis _ -> {
        if (entry.f().equals("phase")) {
          phase = String.valueOf(entry.value());
        } else if (entry.type() == EntryType.INFO && entry.value() instanceof Map<?, ?> value) {
          fault(entry.f(), value);
        }
      }
    }
  }

  private void fault(String kind, Map<?, ?> value) {
    String id = String.valueOf(value.get("fault"));
    if ("end".equals(value.get("phase"))) {
      faults.remove(id);
    } else if (Boolean.TRUE.equals(value.get("applied"))) {
      faults.put(id, kind);
    }
  }

  private void count(EntryType type) {
    switch (type) {
      case OK -> ok++;
      case FAIL -> failed++;
      case INFO -> unknown++;
      case INVOKE, EVENT -> {}
    }
  }

  private synchronized String line() {
    return "%4d s %s: %d ok, %d failed, %d unknown; leader %s; faults: %s"
        .formatted(
            watch.nanos() / 1_000_000_000,
            phase,
            ok,
            failed,
            unknown,
            leader,
            faults.isEmpty() ? "none" : String.join(", ", faults.values()));
  }

  /** Prints until it is closed. */
  Ticker tick() {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    var _ =
        timer.scheduleAtFixedRate(
            () -> System.err.println(line()), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return timer::shutdownNow;
  }

  /** Stops the printing. */
  interface Ticker extends AutoCloseable {
    @Override
    void close();
  }
}
