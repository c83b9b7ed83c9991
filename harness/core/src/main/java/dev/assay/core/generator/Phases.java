package dev.assay.core.generator;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One after the other.
 *
 * @param position which one is current
 * @param current what has become of it; null when none is left
 * @param barrier whether the next one waits until all operations are completed
 */
record Phases(List<Generator> all, int position, @Nullable Generator current, boolean barrier)
    implements Generator {
  Phases {
    all = List.copyOf(all);
  }

  static Phases of(List<Generator> all, boolean barrier) {
    return new Phases(all, 0, all.isEmpty() ? null : all.getFirst(), barrier);
  }

  @Override
  public Next next(Context context) {
    @Nullable Generator asked = current;
    int index = position;
    while (asked != null) {
      switch (asked.next(context)) {
        case Next.Emit emit -> {
          Generator after = new Phases(all, index, emit.after(), barrier);
          return new Next.Emit(emit.operation(), emit.process(), emit.atNanos(), after);
        }
        case Next.Pending(long retryAt, Generator after) -> {
          return new Next.Pending(retryAt, new Phases(all, index, after, barrier));
        }
        case Next.Exhausted _ -> {
          if (barrier && context.free().size() < context.slots()) {
            return new Next.Pending(Long.MAX_VALUE, new Phases(all, index, asked, true));
          }
          index++;
          asked = index < all.size() ? all.get(index) : null;
        }
      }
    }
    return new Next.Exhausted();
  }

  @Override
  public Generator update(Context context, Entry entry) {
    return current == null
        ? this
        : new Phases(all, position, current.update(context, entry), barrier);
  }
}
