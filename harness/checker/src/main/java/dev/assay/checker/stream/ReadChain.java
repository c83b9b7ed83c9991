package dev.assay.checker.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The different sets that reads have shown, each of which contains those that are smaller, as far
 * as reads to come may still differ from them. What all reads to come must show, the settled
 * elements, is part of each and is not held here.
 */
final class ReadChain {
  private static final long ELEMENT_BYTES = 150;
  private static final long STEP_BYTES = 200;

  /** Of an element that no read has shown. */
  private static final long UNSEEN = Long.MAX_VALUE;

  /**
   * A set that a read has shown.
   *
   * @param line the index of the completion of the first such read
   * @param added what it shows and the next smaller one does not
   */
  private record Step(long line, Set<Object> added) {}

  /**
   * Two sets of which neither contains the other.
   *
   * @param one it is in the first one alone
   * @param other it is in the second one alone
   * @param line the index of the completion of a read that showed the second one
   */
  record Apart(Object one, Object other, long line) {}

  /** By how many elements the sets have, so that the order of keys is that of inclusion. */
  private final NavigableMap<Long, Step> steps = new TreeMap<>();

  /** How many elements the smallest set has that shows an element. */
  private final Map<Object, Long> stepOf = new HashMap<>();

  long bytes() {
    return stepOf.size() * ELEMENT_BYTES + steps.size() * STEP_BYTES;
  }

  /**
   * Gives the set of a read its place; says why it has none if that is so.
   *
   * @param line the index of the read's completion
   * @param size how many elements it shows, all that are settled among them
   * @param open those that are not settled
   */
  Optional<Apart> place(long line, long size, Set<Object> open) {
    Map.Entry<Long, Step> below = steps.floorEntry(size);
    Map.Entry<Long, Step> above = steps.higherEntry(size);
    long shownBelow = size - open.size();
    List<Object> added = new ArrayList<>();
    for (Object element : open) {
      long step = stepOf.getOrDefault(element, UNSEEN);
      if (above != null && step > above.getKey()) {
        return Optional.of(apart(above, open));
      }
      if (below != null && step <= below.getKey()) {
        shownBelow++;
      } else {
        added.add(element);
      }
    }
    if (below != null && shownBelow < below.getKey()) {
      return Optional.of(apart(below, open));
    }
    if (!added.isEmpty()) {
      for (Object element : added) {
        take(element);
        stepOf.put(element, size);
      }
      steps.put(size, new Step(line, new HashSet<>(added)));
    }
    return Optional.empty();
  }

  /** How a set differs from that of a step, where each has an element that the other lacks. */
  private Apart apart(Map.Entry<Long, Step> from, Set<Object> open) {
    long step = from.getKey();
    Object one =
        open.stream()
            .filter(element -> stepOf.getOrDefault(element, UNSEEN) > step)
            .findFirst()
            .orElseThrow();
    Object other =
        steps.headMap(step, /* inclusive */ true).values().stream()
            .flatMap(each -> each.added().stream())
            .filter(element -> !open.contains(element))
            .findFirst()
            .orElseThrow();
    return new Apart(one, other, from.getValue().line());
  }

  /**
   * These are settled now. So are the elements of all smaller sets than the largest step that these
   * come from: a read that shows one of these must contain those sets.
   *
   * @return what else is settled
   */
  List<Object> settle(Collection<Object> elements) {
    long highest = 0;
    for (Object element : elements) {
      highest = Math.max(highest, take(element));
    }
    List<Object> more =
        steps.headMap(highest).values().stream().flatMap(step -> step.added().stream()).toList();
    stepOf.keySet().removeAll(new HashSet<>(more));
    steps.headMap(highest).clear();
    return more;
  }

  /** Takes an element out of its step, and says which it was. */
  private long take(Object element) {
    Long step = stepOf.remove(element);
    if (step == null) {
      return UNSEEN;
    }
    Objects.requireNonNull(steps.get(step)).added().remove(element);
    return step;
  }
}
