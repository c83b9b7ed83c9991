package dev.assay.checker.stream;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A set in which whole numbers that follow one another take the place of one. */
final class ElementSet {
  private static final long RANGE_BYTES = 100;
  private static final long OTHER_BYTES = 150;

  /** From the first number of a range to its last. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  private final Set<Object> others = new HashSet<>();
  private long numbers;

  long size() {
    return numbers + others.size();
  }

  long bytes() {
    return ranges.size() * RANGE_BYTES + others.size() * OTHER_BYTES;
  }

  boolean contains(Object element) {
    if (!(element instanceof Long number)) {
      return others.contains(element);
    }
    Map.Entry<Long, Long> range = ranges.floorEntry(number);
    return range != null && range.getValue() >= number;
  }

  /** Adds one that is not there. */
  void add(Object element) {
    if (!(element instanceof Long number)) {
      others.add(element);
      return;
    }
    numbers++;
    long first = number;
    long last = number;
    Map.Entry<Long, Long> below = ranges.floorEntry(number);
    if (below != null && number != Long.MIN_VALUE && below.getValue() == number - 1) {
      first = below.getKey();
    }
    Long above = number == Long.MAX_VALUE ? null : ranges.remove(number + 1);
    if (above != null) {
      last = above;
    }
    ranges.put(first, last);
  }

  /** Takes one out; false if it was not there. */
  boolean remove(Object element) {
    if (!contains(element)) {
      return false;
    }
    if (!(element instanceof Long number)) {
      return others.remove(element);
    }
    numbers--;
    Map.Entry<Long, Long> range = ranges.floorEntry(number);
    long first = range.getKey();
    long last = range.getValue();
    ranges.remove(first);
    if (first < number) {
      ranges.put(first, number - 1);
    }
    if (last > number) {
      ranges.put(number + 1, last);
    }
    return true;
  }

  /** One of which this holds. */
  Optional<Object> first(Predicate<Object> condition) {
    for (Map.Entry<Long, Long> range : ranges.entrySet()) {
      long last = range.getValue();
      for (long number = range.getKey(); ; number++) {
        if (condition.test(number)) {
          return Optional.of(number);
        }
        if (number == last) {
          break;
        }
      }
    }
    return others.stream().filter(condition).findFirst();
  }
}
