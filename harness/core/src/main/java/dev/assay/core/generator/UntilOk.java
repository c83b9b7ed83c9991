package dev.assay.core.generator;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;

/**
 * An operation, and again after a growing pause as long as it does not succeed. It has one
 * operation open at a time, and follows it by its process, so that it also ends when the process is
 * renamed.
 *
 * @param process whose operation is open; {@link #NONE} or {@link #DONE}
 * @param notBeforeNanos when the next attempt may begin
 */
record UntilOk(Generator template, Pause pause, int process, long notBeforeNanos)
    implements Generator {
  static final int NONE = -1;
  static final int DONE = -2;

  /** The pause after the next failure, and what it may grow to. */
  record Pause(long nanos, long mostNanos) {
    Pause longer() {
      return new Pause(Math.min(2 * nanos, mostNanos), mostNanos);
    }
  }

  @Override
  public Next next(Context context) {
    if (process == DONE) {
      return new Next.Exhausted();
    }
    if (process != NONE) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    if (context.nowNanos() < notBeforeNanos) {
      return new Next.Pending(notBeforeNanos, this);
    }
    return switch (template.next(context)) {
      case Next.Exhausted exhausted -> exhausted;
      case Next.Pending(long retryAt, Generator _) -> new Next.Pending(retryAt, this);
      case Next.Emit emit ->
          new Next.Emit(
              emit.operation(),
              emit.process(),
              emit.atNanos(),
              new UntilOk(template, pause, emit.process(), notBeforeNanos));
    };
  }

  @Override
  public Generator update(Context context, Entry entry) {
    boolean mine = entry.actor() instanceof Actor.Client(int number) && number == process;
    if (!mine || !entry.type().completes()) {
      return this;
    }
    return entry.type() == EntryType.OK
        ? new UntilOk(template, pause, DONE, notBeforeNanos)
        : new UntilOk(template, pause.longer(), NONE, context.nowNanos() + pause.nanos());
  }
}
