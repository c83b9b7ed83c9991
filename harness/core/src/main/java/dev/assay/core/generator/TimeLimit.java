package dev.assay.core.generator;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;

/**
 * Ends some time after its first operation. (Jepsen's does not end while its inner generator has
 * nothing to say; this one does.)
 *
 * @param endNanos when it ends; -1 before the first operation
 */
record TimeLimit(long limitNanos, Generator inner, long endNanos) implements Generator {
  @Override
  public Next next(Context context) {
    if (endNanos >= 0 && context.nowNanos() >= endNanos) {
      return new Next.Exhausted();
    }
    return switch (inner.next(context)) {
      case Next.Exhausted exhausted -> exhausted;
      case Next.Pending(long retryAt, Generator after) ->
          new Next.Pending(
              endNanos < 0 ? retryAt : Math.min(retryAt, endNanos),
              new TimeLimit(limitNanos, after, endNanos));
      case Next.Emit emit -> {
        long end = endNanos < 0 ? emit.atNanos() + limitNanos : endNanos;
        yield emit.atNanos() >= end
            ? new Next.Exhausted()
            : new Next.Emit(
                emit.operation(),
                emit.process(),
                emit.atNanos(),
                new TimeLimit(limitNanos, emit.after(), end));
      }
    };
  }

  @Override
  public Generator update(Context context, Entry entry) {
    Generator after = inner.update(context, entry);
    return new TimeLimit(limitNanos, after, endNanos);
  }
}
