package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spoils hints of a history in a few places, from a seed, for benchmarks and tests: two are
 * exchanged, one is missing, one is any number, or an operation's outcome is lost with its hint.
 * What the operations did and saw stays as it was.
 */
public final class HintSpoiler {
  /** Hints are exchanged with one of so many that come next. */
  private static final int NEAR = 40;

  private HintSpoiler() {}

  /**
   * The history with so many spoiled hints.
   *
   * @param entries the history, whose completions have hints
   */
  public static List<Entry> spoil(long seed, List<Entry> entries, int places) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Entry> spoiled = new ArrayList<>(entries);
    int left = places;
    while (left > 0) {
      int at = random.nextInt(spoiled.size());
      Entry entry = spoiled.get(at);
      Hint hint = entry.hint();
      if (hint == null) {
        continue;
      }
      switch (random.nextInt(4)) {
        case 0 -> exchange(spoiled, at, at + 1 + random.nextInt(NEAR));
        case 1 -> spoiled.set(at, entry.withHint(null));
        case 2 -> {
          String any = Integer.toString(random.nextInt(entries.size()));
          spoiled.set(at, entry.withHint(new Hint(hint.order(), hint.scope(), any)));
        }
        default ->
            spoiled.set(at, entry.withType(EntryType.INFO).withError("timeout").withHint(null));
      }
      left--;
    }
    return spoiled;
  }

  private static void exchange(List<Entry> entries, int first, int second) {
    Entry one = entries.get(first);
    if (second < entries.size() && entries.get(second).hint() != null) {
      Entry other = entries.get(second);
      entries.set(first, one.withHint(other.hint()));
      entries.set(second, other.withHint(one.hint()));
    }
  }
}
