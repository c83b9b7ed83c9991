package dev.assay.core.generator;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import java.util.ArrayList;
import java.util.List;

/** One after the other; the next begins when all operations of the one before are completed. */
record Phases(List<Generator> left) implements Generator {
  Phases {
    left = List.copyOf(left);
  }

  @Override
  public Next next(Context context) {
    if (left.isEmpty()) {
      return new Next.Exhausted();
    }
    return switch (left.getFirst().next(context)) {
      case Next.Exhausted _ -> {
        Generator rest = new Phases(left.subList(1, left.size()));
        yield context.free().size() == context.slots()
            ? rest.next(context)
            : new Next.Pending(Long.MAX_VALUE, this);
      }
      case Next.Pending(long retryAt, Generator after) ->
          new Next.Pending(retryAt, withFirst(after));
      case Next.Emit emit ->
          new Next.Emit(emit.operation(), emit.process(), emit.atNanos(), withFirst(emit.after()));
    };
  }

  private Phases withFirst(Generator first) {
    List<Generator> all = new ArrayList<>(left);
    all.set(0, first);
    return new Phases(all);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    return left.isEmpty() ? this : withFirst(left.getFirst().update(context, entry));
  }
}
