package dev.assay.core.generator;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a generator for every slot, or for every node; each copy sees only its own slots. A
 * node that no slot is pinned to has no copy.
 *
 * @param parts the copies; empty before the first question
 */
record Each(Share share, Generator template, List<Generator> parts) implements Generator {
  /** What there is a copy for. */
  enum Share {
    SLOT,
    NODE
  }

  Each {
    parts = List.copyOf(parts);
  }

  @Override
  public Next next(Context context) {
    List<Generator> current = new ArrayList<>(started(context));
    Next.@Nullable Emit best = null;
    int bestPart = -1;
    long retryAt = Long.MAX_VALUE;
    boolean pending = false;
    for (int part = 0; part < current.size(); part++) {
      switch (current.get(part).next(restricted(context, part))) {
        case Next.Exhausted _ -> {}
        case Next.Pending(long partRetryAt, Generator after) -> {
          pending = true;
          retryAt = Math.min(retryAt, partRetryAt);
          current.set(part, after);
        }
        case Next.Emit emit -> {
          if (best == null || emit.atNanos() < best.atNanos()) {
            best = emit;
            bestPart = part;
          }
        }
      }
    }
    if (best != null) {
      current.set(bestPart, best.after());
      return new Next.Emit(
          best.operation(), best.process(), best.atNanos(), new Each(share, template, current));
    }
    return pending
        ? new Next.Pending(retryAt, new Each(share, template, current))
        : new Next.Exhausted();
  }

  private List<Generator> started(Context context) {
    if (!parts.isEmpty()) {
      return parts;
    }
    int count =
        switch (share) {
          case SLOT -> context.slots();
          case NODE -> Math.min(context.slots(), context.nodes().size());
        };
    return Collections.nCopies(count, template);
  }

  private int partOf(Context context, int process) {
    int slot = process % context.slots();
    return switch (share) {
      case SLOT -> slot;
      case NODE -> slot % context.nodes().size();
    };
  }

  private Context restricted(Context context, int part) {
    List<Integer> free =
        context.free().stream().filter(process -> partOf(context, process) == part).toList();
    return new Context(context.nowNanos(), free, context.slots(), context.nodes());
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (parts.isEmpty() || !(entry.actor() instanceof Actor.Client(int process))) {
      return this;
    }
    int part = partOf(context, process);
    List<Generator> told = new ArrayList<>(parts);
    told.set(part, parts.get(part).update(restricted(context, part), entry));
    return new Each(share, template, told);
  }
}
