package dev.assay.server.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of control of a node: takes tasks from a mailbox in the order of their posting,
 * and fires timers between them.
 *
 * <p>Posting never blocks and never loses; the mailbox is bounded by those who post: each
 * connection by its inflow, the disk by its outstanding syncs.
 */
final class NodeLoop {
  /** Tasks in a row before timers are looked at again. */
  private static final int BATCH = 128;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SystemClock clock;
  private final Listener listener;
  private final Thread thread;
  private final LinkedBlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Map<Long, Timer> armed = new HashMap<>();
  private long lastToken;
  private volatile boolean stopped;

  /** Called on the loop's thread. */
  interface Listener {
    void timerFired(long token);

    /** After each task and timer. */
    void afterEach();

    /** Once, at the very end. {@code crash}: what a task threw, if that was the end. */
    void ended(@Nullable Throwable crash);
  }

  NodeLoop(String name, SystemClock clock, Listener listener) {
    this.clock = clock;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Hands in a task, from any thread; nothing once the loop has ended. */
  void post(Runnable task) {
    if (!stopped) {
      mailbox.add(task);
    }
  }

  /** Sets a timer; only on the loop's thread. */
  long timer(long delayNanos) {
    Timer timer = new Timer(clock.nanos() + Math.max(0, delayNanos), ++lastToken);
    timers.add(timer);
    armed.put(timer.token, timer);
    return timer.token;
  }

  /** Cancels a timer; only on the loop's thread. */
  void cancelTimer(long token) {
    Timer timer = armed.remove(token);
    if (timer != null) {
      timers.remove(timer);
    }
  }

  /** Ends the loop after the task that is running. Any thread. */
  void stop() {
    stopped = true;
    mailbox.add(() -> {});
  }

  /** Waits for the end; false when it did not come in time. */
  boolean join(Duration deadline) throws InterruptedException {
    return thread.join(deadline);
  }

  private void run() {
    Throwable crash = null;
    try {
      while (!stopped) {
        fireTimers();
        runTasks();
      }
    } catch (Throwable e) {
      crash = e;
    }
    stopped = true;
    mailbox.clear();
    listener.ended(crash);
  }

  private void fireTimers() {
    for (Timer timer = timers.peek();
        timer != null && timer.at - clock.nanos() <= 0 && !stopped;
        timer = timers.peek()) {
      timers.poll();
      armed.remove(timer.token);
      listener.timerFired(timer.token);
      listener.afterEach();
    }
  }

  private void runTasks() throws InterruptedException {
    Timer next = timers.peek();
    long wait = next == null ? IDLE_NANOS : Math.min(IDLE_NANOS, next.at - clock.nanos());
    Runnable task = mailbox.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    for (int i = 0; i < BATCH && task != null && !stopped; i++) {
      task.run();
      listener.afterEach();
      task = i + 1 < BATCH ? mailbox.poll() : null;
    }
  }

  private record Timer(long at, long token) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      // By difference: nanoTime may overflow. Equal times fire in the order of their setting.
      int byTime = Long.signum(at - other.at);
      return byTime != 0 ? byTime : Long.compare(token, other.token);
    }
  }
}
