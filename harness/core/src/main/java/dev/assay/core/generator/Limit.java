package dev.assay.core.generator;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;

/** At most so many operations. */
record Limit(long left, Generator inner) implements Generator {
  @Override
  public Next next(Context context) {
    if (left <= 0) {
      return new Next.Exhausted();
    }
    return switch (inner.next(context)) {
      case Next.Exhausted exhausted -> exhausted;
      case Next.Pending(long retryAt, Generator after) ->
          new Next.Pending(retryAt, new Limit(left, after));
      case Next.Emit emit ->
          new Next.Emit(
              emit.operation(), emit.process(), emit.atNanos(), new Limit(left - 1, emit.after()));
    };
  }

  @Override
  public Generator update(Context context, Entry entry) {
    Generator after = inner.update(context, entry);
    return new Limit(left, after);
  }
}
