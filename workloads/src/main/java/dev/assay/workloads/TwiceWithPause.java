package dev.assay.workloads;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import java.util.Map;

/**
 * Two generators one after the other, the second not before a session that was left when the first
 * began must have expired: after twice the longest timeout that a session was granted meanwhile,
 * and {@value #MARGIN_NANOS} ns for the rest.
 *
 * @param startNanos when the first began; -1 before
 * @param timeoutNanos the longest timeout that was heard of
 */
record TwiceWithPause(Generator first, Generator second, long startNanos, long timeoutNanos)
    implements Generator {
  static final long MARGIN_NANOS = 3_500_000_000L;

  /** Nobody waits longer, whatever a server grants. */
  static final long MOST_NANOS = 12_000_000_000L;

  private static final long USUAL_TIMEOUT_NANOS = 2_000_000_000L;

  static TwiceWithPause of(Generator first, Generator second) {
    return new TwiceWithPause(first, second, -1, USUAL_TIMEOUT_NANOS);
  }

  @Override
  public Next next(Context context) {
    long start = startNanos < 0 ? context.nowNanos() : startNanos;
    Next answer = first.next(context);
    return switch (answer) {
      case Next.Emit emit ->
          new Next.Emit(
              emit.operation(),
              emit.process(),
              emit.atNanos(),
              new TwiceWithPause(emit.after(), second, start, timeoutNanos));
      case Next.Pending(long retryAt, Generator after) ->
          new Next.Pending(retryAt, new TwiceWithPause(after, second, start, timeoutNanos));
      case Next.Exhausted _ -> later(context, start);
    };
  }

  private Next later(Context context, long start) {
    long due = start + Math.min(2 * timeoutNanos + MARGIN_NANOS, MOST_NANOS);
    return context.nowNanos() < due
        ? new Next.Pending(due, new TwiceWithPause(first, second, start, timeoutNanos))
        : second.next(context);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    long timeout = timeoutNanos;
    if (entry.f().equals(Notices.SESSION)
        && entry.value() instanceof Map<?, ?> value
        && value.get(Notices.TIMEOUT) instanceof Long millis) {
      timeout = Math.max(timeout, millis * 1_000_000);
    }
    return new TwiceWithPause(first.update(context, entry), second, startNanos, timeout);
  }
}
