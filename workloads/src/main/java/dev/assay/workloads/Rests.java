package dev.assay.workloads;

import dev.assay.core.spi.Context;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Until when clients pause, as a value: part of a generator's state.
 *
 * @param untilNanos by slot
 */
record Rests(Map<Integer, Long> untilNanos) {
  static final Rests NONE = new Rests(Map.of());

  Rests {
    untilNanos = Collections.unmodifiableMap(new TreeMap<>(untilNanos));
  }

  /**
   * Who may be asked now.
   *
   * @param processes those that are free and do not pause
   * @param nextNanos when the first of the others that are free ends its pause
   */
  record Ready(List<Integer> processes, long nextNanos) {}

  Rests until(int slot, long nanos) {
    Map<Integer, Long> later = new TreeMap<>(untilNanos);
    later.put(slot, nanos);
    return new Rests(later);
  }

  Ready ready(Context context) {
    List<Integer> processes =
        context.free().stream()
            .filter(process -> until(context, process) <= context.nowNanos())
            .toList();
    long next =
        context.free().stream()
            .mapToLong(process -> until(context, process))
            .filter(nanos -> nanos > context.nowNanos())
            .min()
            .orElse(Long.MAX_VALUE);
    return new Ready(processes, next);
  }

  private long until(Context context, int process) {
    return untilNanos.getOrDefault(process % context.slots(), Long.MIN_VALUE);
  }
}
