package dev.assay.core.generator;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several, drawn anew for each operation by weight. An exhausted one drops out; all of them
 * are told of everything.
 */
record Mix(Dice dice, List<Weighted> parts) implements Generator {
  Mix {
    parts = List.copyOf(parts);
  }

  @Override
  public Next next(Context context) {
    List<Weighted> left = new ArrayList<>(parts);
    Dice rolled = dice;
    while (!left.isEmpty()) {
      int chosen = choose(left, rolled);
      int weight = left.get(chosen).weight();
      switch (left.get(chosen).generator().next(context)) {
        case Next.Exhausted _ -> {
          left.remove(chosen);
          rolled = rolled.next();
        }
        case Next.Pending(long retryAt, Generator after) -> {
          left.set(chosen, new Weighted(weight, after));
          return new Next.Pending(retryAt, new Mix(rolled.next(), left));
        }
        case Next.Emit emit -> {
          left.set(chosen, new Weighted(weight, emit.after()));
          return new Next.Emit(
              emit.operation(), emit.process(), emit.atNanos(), new Mix(rolled.next(), left));
        }
      }
    }
    return new Next.Exhausted();
  }

  private static int choose(List<Weighted> left, Dice dice) {
    int total = left.stream().mapToInt(Weighted::weight).sum();
    int point = dice.random().nextInt(total);
    int index = 0;
    while (point >= left.get(index).weight()) {
      point -= left.get(index).weight();
      index++;
    }
    return index;
  }

  @Override
  public Generator update(Context context, Entry entry) {
    List<Weighted> told = new ArrayList<>(parts.size());
    for (Weighted part : parts) {
      told.add(new Weighted(part.weight(), part.generator().update(context, entry)));
    }
    return new Mix(dice, told);
  }
}
