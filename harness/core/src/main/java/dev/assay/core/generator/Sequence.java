package dev.assay.core.generator;

import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.List;

/** Each operation once, in order, for the free process of the lowest slot. */
record Sequence(List<Operation> operations, int position) implements Generator {
  Sequence {
    operations = List.copyOf(operations);
  }

  @Override
  public Next next(Context context) {
    if (position >= operations.size()) {
      return new Next.Exhausted();
    }
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    return new Next.Emit(
        operations.get(position),
        context.free().getFirst(),
        context.nowNanos(),
        new Sequence(operations, position + 1));
  }
}
