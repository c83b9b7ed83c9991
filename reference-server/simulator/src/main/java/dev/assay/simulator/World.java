package dev.assay.simulator;

import dev.assay.core.run.Seed;
import dev.assay.core.spi.Driver;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Virtual time: one queue of tasks, ordered by time and then by insertion. */
public final class World implements Driver {
  private final PriorityQueue<Task> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::sequence));
  private final Seed seed;
  private long now;
  private long sequence;
  private long executed;
  private @Nullable Consumer<String> trace;
  private long hash = 0xcbf29ce484222325L;

  private record Task(long atNanos, long sequence, Runnable action) {}

  public World(Seed seed) {
    this.seed = seed;
  }

  public Seed seed() {
    return seed;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void post(Runnable task) {
    at(now, task);
  }

  @Override
  public void at(long nanos, Runnable task) {
    queue.add(new Task(Math.max(nanos, now), sequence++, task));
  }

  void after(long nanos, Runnable task) {
    at(now + nanos, task);
  }

  /** Runs until a time, or until a condition holds; says whether it holds. */
  public boolean runUntil(long nanos, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Task next = queue.peek();
      if (next == null || next.atNanos() > nanos) {
        now = Math.max(now, nanos);
        return condition.getAsBoolean();
      }
      queue.remove();
      now = next.atNanos();
      executed++;
      next.action().run();
    }
    return true;
  }

  /** Tasks that were run. */
  public long executed() {
    return executed;
  }

  /** Has everything that the trace's hash is made of told as lines of text. */
  public void traceTo(Consumer<String> lines) {
    trace = lines;
  }

  /**
   * Mixes something that happened into the trace's hash, with the time.
   *
   * @param detail equal in two runs in which it was the same
   */
  void witness(String who, String what, long detail) {
    hash = mix(hash ^ now);
    hash = mix(hash ^ who.hashCode());
    hash = mix(hash ^ what.hashCode());
    hash = mix(hash ^ detail);
    if (trace != null) {
      // The number of tasks shows one that was set too much long before it runs.
      trace.accept(
          String.format(
              Locale.ROOT,
              "%d ns, task %d of %d: %s %s %x",
              now,
              executed,
              sequence,
              who,
              what,
              detail));
    }
  }

  /** Equal for two runs that did the same things at the same times in the same order. */
  public long traceHash() {
    return hash;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 32)) * 0xd6e8feb86659fd93L;
    return z ^ (z >>> 29);
  }

  static long hashOf(byte[] bytes) {
    long hash = bytes.length;
    for (byte each : bytes) {
      hash = hash * 0x100000001b3L + (each & 0xff);
    }
    return mix(hash);
  }
}
