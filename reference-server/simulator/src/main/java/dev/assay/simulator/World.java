package dev.assay.simulator;

import dev.assay.core.run.Seed;
import dev.assay.core.spi.Driver;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Virtual time: one queue of tasks, ordered by time and then by insertion. */
public final class World implements Driver {
  private final TaskQueue queue = new TaskQueue();
  private final Seed seed;
  private long now;
  private long executed;
  private @Nullable Consumer<String> trace;
  private long hash = 0xcbf29ce484222325L;

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
    queue.add(Math.max(nanos, now), task);
  }

  void after(long nanos, Runnable task) {
    at(now + nanos, task);
  }

  /** Runs until a time, or until a condition holds; says whether it holds. */
  public boolean runUntil(long nanos, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (queue.isEmpty() || queue.firstTime() > nanos) {
        now = Math.max(now, nanos);
        return condition.getAsBoolean();
      }
      now = queue.firstTime();
      executed++;
      queue.remove().run();
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
              queue.inserted(),
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
