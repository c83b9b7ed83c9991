package dev.assay.core.generator;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Several keys at once, each with a generator of its own; when one is exhausted, a fresh key takes
 * its place. They are skewed: of three keys the first one gets more than half of the operations.
 * What happens to a key that was given up is told to nobody.
 *
 * @param nextKey the number of the next fresh key
 */
record PerKey(Dice dice, KeyGenerators keys, List<Keyed> active, long nextKey)
    implements Generator {
  record Keyed(String key, Generator generator) {}

  PerKey {
    active = List.copyOf(active);
  }

  static PerKey of(Dice dice, int count, KeyGenerators keys) {
    List<Keyed> first = new ArrayList<>();
    for (long number = 0; number < count; number++) {
      first.add(fresh(keys, number));
    }
    return new PerKey(dice, keys, first, count);
  }

  private static Keyed fresh(KeyGenerators keys, long number) {
    return new Keyed(keys.key(number), keys.generator(number));
  }

  @Override
  public Next next(Context context) {
    List<Keyed> current = new ArrayList<>(active);
    long next = nextKey;
    long retryAt = Long.MAX_VALUE;
    double drawn = dice.random().nextDouble();
    int start = (int) (drawn * drawn * current.size());
    for (int step = 0; step < current.size(); step++) {
      int index = (start + step) % current.size();
      Keyed keyed = current.get(index);
      Next answer = keyed.generator().next(context);
      if (answer instanceof Next.Exhausted) {
        keyed = fresh(keys, next++);
        answer = keyed.generator().next(context);
      }
      switch (answer) {
        case Next.Exhausted _ ->
            throw new IllegalStateException("the fresh key " + keyed.key() + " has no operation");
        case Next.Pending(long keyRetryAt, Generator after) -> {
          current.set(index, new Keyed(keyed.key(), after));
          retryAt = Math.min(retryAt, keyRetryAt);
        }
        case Next.Emit emit -> {
          current.set(index, new Keyed(keyed.key(), emit.after()));
          Operation plain = emit.operation();
          return new Next.Emit(
              new Operation(plain.f(), keyed.key(), plain.value()),
              emit.process(),
              emit.atNanos(),
              new PerKey(dice.next(), keys, current, next));
        }
      }
    }
    return new Next.Pending(retryAt, new PerKey(dice.next(), keys, current, next));
  }

  @Override
  public Generator update(Context context, Entry entry) {
    for (int i = 0; i < active.size(); i++) {
      Keyed keyed = active.get(i);
      if (keyed.key().equals(entry.key())) {
        Generator after = keyed.generator().update(context, entry);
        List<Keyed> told = new ArrayList<>(active);
        told.set(i, new Keyed(keyed.key(), after));
        return new PerKey(dice, keys, told, nextKey);
      }
    }
    return this;
  }
}
