package dev.assay.core.fault;

import java.util.Map;
import java.util.TreeMap;

/**
 * One line of the schedule, drawn from the seed before the run.
 *
 * @param id from 0, in the order of time
 * @param kind the word of the command line: {@code partition}, {@code kill-leader}, ...
 * @param atNanos when it begins, counted from the start of the main phase
 * @param durationNanos how long it lasts
 * @param parameters what else was drawn: the selector, a permutation of the nodes, milliseconds
 */
public record PlannedFault(
    int id, String kind, long atNanos, long durationNanos, Map<String, Object> parameters) {
  public PlannedFault {
    parameters = new TreeMap<>(parameters);
  }
}
