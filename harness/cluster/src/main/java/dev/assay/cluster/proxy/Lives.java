package dev.assay.cluster.proxy;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends connections over lossy links when their time has come. */
final class Lives implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private final Map<Integer, Long> ended = new ConcurrentHashMap<>();

  Lives() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("connection-lives").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** For a new connection: it lives as long as all faults of its links let it. */
  void begin(Connection connection) {
    Set<Integer> faults = new TreeSet<>(connection.forward().lossFaults());
    faults.addAll(connection.backward().lossFaults());
    faults.forEach(fault -> end(connection, fault));
  }

  /** Ends it some time from now, if the fault is still there then. */
  void end(Connection connection, int fault) {
    Gate forward = connection.forward();
    Gate backward = connection.backward();
    OptionalLong there = forward.drawLife(fault);
    OptionalLong life = there.isPresent() ? there : backward.drawLife(fault);
    if (life.isEmpty()) {
      return;
    }
    Runnable end =
        () -> {
          if (forward.losesFor(fault) || backward.losesFor(fault)) {
            ended.merge(fault, 1L, Long::sum);
            connection.reset();
          }
        };
    try {
      connection.doom(timer.schedule(end, life.getAsLong(), TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException _) {
      // All connections are being ended.
    }
  }

  /** How many connections a fault has ended. */
  long ended(int fault) {
    return ended.getOrDefault(fault, 0L);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
