package dev.assay.checker.history;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The events by which a runner says what it does: their names, and safe ways to look into their
 * values.
 */
public final class Events {
  /**
   * First line of a run; value: {@code workload}, {@code kinds} (of its operations), {@code faults}
   * (the kinds asked for), {@code nodes}, and {@link #OURS}.
   */
  public static final String RUN = "run";

  /**
   * A field of {@link #RUN}: {@code false} when the cluster was somebody else's, so that nobody saw
   * its nodes' processes, and only what clients saw tells whether it served.
   */
  public static final String OURS = "ours";

  /** A phase begins; value: its name. */
  public static final String PHASE = "phase";

  /** The phase after healing, in which every node is read once more. */
  public static final String FINAL = "final";

  /** Everything is healed; value: {@code deadlineMillis}, by when the system must serve again. */
  public static final String HEALED = "healed";

  /** The system serves again; value: {@code millis} since the healing. */
  public static final String SERVING = "serving";

  /** The runner ended the run in order; without it the history was cut off. */
  public static final String END = "end";

  /** A node's process was started; value: {@code provoked}, {@code detail}. */
  public static final String STARTED = "started";

  /** A node's process ended; value: {@code provoked} (by a fault), {@code detail}. */
  public static final String DIED = "died";

  /** A leader was seen; value: {@code node}, {@code epoch}. */
  public static final String LEADER = "leader";

  /**
   * A field of an answer of the nemesis: {@code true} when it was the harness that could not do
   * what it should, so that nothing that follows from it is to be held against the system.
   */
  public static final String HARNESS_FAILED = "harnessFailed";

  private Events() {}

  /** The events of this name, in order. */
  public static Stream<Entry> of(List<Entry> history, String name) {
    List<Entry> where = history instanceof ReadHistory read ? read.events() : history;
    return where.stream()
        .filter(entry -> entry.type() == EntryType.EVENT && entry.f().equals(name));
  }

  /** Whether the nodes were the harness's own, so that it saw what became of their processes. */
  public static boolean ours(List<Entry> history) {
    return of(history, RUN).noneMatch(run -> Boolean.FALSE.equals(fields(run).get(OURS)));
  }

  /** The index at which the final phase begins; {@link Long#MAX_VALUE} if it never does. */
  public static long finalPhase(List<Entry> history) {
    return of(history, PHASE)
        .filter(entry -> FINAL.equals(entry.value()))
        .mapToLong(Entry::index)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** The value as a map; empty if it is none. */
  public static Map<?, ?> fields(Entry entry) {
    return entry.value() instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The texts of a list in a map; empty if there is no such list. */
  public static List<String> texts(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
