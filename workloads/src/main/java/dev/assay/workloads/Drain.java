package dev.assay.workloads;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;

/**
 * Takes from a queue until it is told that nothing is there, with a pause after each failure. It
 * has one operation open at a time, and follows it by its process.
 *
 * @param process whose operation is open; {@link #NONE} or {@link #DONE}
 * @param notBeforeNanos when the next one may begin
 */
record Drain(String key, int process, long notBeforeNanos) implements Generator {
  private static final int NONE = -1;
  private static final int DONE = -2;
  private static final long PAUSE_NANOS = 50_000_000;

  static Drain of(String key) {
    return new Drain(key, NONE, 0);
  }

  @Override
  public Next next(Context context) {
    if (process == DONE) {
      return new Next.Exhausted();
    }
    if (process != NONE || context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    if (context.nowNanos() < notBeforeNanos) {
      return new Next.Pending(notBeforeNanos, this);
    }
    int free = context.free().getFirst();
    return new Next.Emit(
        new Operation(QueueOperations.DEQUEUE, key, null),
        free,
        context.nowNanos(),
        new Drain(key, free, notBeforeNanos));
  }

  @Override
  public Generator update(Context context, Entry entry) {
    boolean mine = entry.actor() instanceof Actor.Client(int number) && number == process;
    if (!mine || !entry.type().completes()) {
      return this;
    }
    if (entry.type() == EntryType.OK) {
      return new Drain(key, entry.value() == Nil.NIL ? DONE : NONE, notBeforeNanos);
    }
    return new Drain(key, NONE, context.nowNanos() + PAUSE_NANOS);
  }
}
