package dev.assay.nemesis;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Draws the plan of faults. In the first third every kind is begun once, a loss of the leader
 * first, at even distances; then kinds, distances and durations are random. Faults of one track do
 * not overlap; those of different tracks do a little.
 */
public final class Schedule {
  private static final double SECOND = 1e9;

  /** Runs that are shorter than this get faults that are shorter in proportion. */
  private static final double FULL_LENGTH = 20 * SECOND;

  private static final double LEAST_DURATION = SECOND;
  private static final double MOST_DURATION = 5 * SECOND;
  private static final double LEAST_DISTANCE = SECOND;
  private static final double MOST_DISTANCE = 3 * SECOND;

  /** A fault that would be shorter is not planned. */
  private static final double LEAST_REST = 0.5 * SECOND;

  /** Between two faults of one track: healing takes a moment. */
  private static final double TRACK_DISTANCE = 0.1 * SECOND;

  /** So much of the end is for the core, when it is asked for. */
  private static final double CORE_SPAN = 12 * SECOND;

  /** A fault that waits for a moment begins to wait right when the one before it is healed. */
  private static final double AT_ONCE = 1e6;

  /** After the first third, one of so many faults that may wait for a moment does. */
  private static final int TRIGGERED = 2;

  /** In the first third, a fault may last into the next one by so much of its share of time. */
  private static final double OVERLAP = 0.4;

  private final List<Kind> kinds;
  private final List<String> nodes;
  private final List<String> moments;
  private final Seed seed;
  private final RandomGenerator random;
  private final RandomGenerator triggers;
  private final double limit;
  private final double end;
  private final double scale;
  private final List<Draft> drafts = new ArrayList<>();

  /**
   * A fault without its parameters.
   *
   * @param trigger those of its trigger; empty when it has none
   */
  private record Draft(Kind kind, double at, double duration, Map<String, Object> trigger) {
    double end() {
      return at + duration;
    }

    /** Until then it may be in effect, when the moment that it waits for comes late. */
    double latestEnd() {
      return trigger.isEmpty() ? end() : end() + duration;
    }
  }

  private Schedule(
      List<Kind> kinds, List<String> nodes, List<String> moments, double limit, Seed seed) {
    this.kinds = kinds;
    this.nodes = nodes;
    this.moments = moments;
    this.seed = seed;
    this.triggers = seed.fork("triggers").random();
    this.random = seed.fork("times").random();
    this.limit = limit;
    this.end = limit - Math.min(SECOND, limit / 20);
    this.scale = Math.min(1, limit / FULL_LENGTH);
  }

  /** The plan for a cluster whose moments cannot be waited for. */
  public static List<PlannedFault> draw(
      List<String> kinds, List<String> nodes, Duration timeLimit, Seed seed) {
    return draw(kinds, nodes, timeLimit, seed, List.of());
  }

  /**
   * The plan, in the order of time. It depends on nothing but the arguments.
   *
   * @param kinds as {@link FaultKinds#expand} gives them; none gives an empty plan
   * @param nodes the nodes' names
   * @param timeLimit the length of the main phase; every fault ends before, unless the moment that
   *     it waits for comes late
   * @param moments what faults may wait for, as the cluster says it
   * @throws IllegalArgumentException if a kind is not known, or the time limit is not positive
   */
  public static List<PlannedFault> draw(
      List<String> kinds, List<String> nodes, Duration timeLimit, Seed seed, List<String> moments) {
    if (timeLimit.isNegative() || timeLimit.isZero() || nodes.isEmpty()) {
      throw new IllegalArgumentException("no plan for %s on nodes %s".formatted(timeLimit, nodes));
    }
    List<Kind> known = new ArrayList<>(kinds.stream().map(Schedule::kind).distinct().toList());
    Collections.sort(known);
    boolean core = known.remove(Kind.CORE);
    double limit = timeLimit.toNanos();
    double coreNanos = core ? Math.min(CORE_SPAN, limit / 2) : 0;
    List<PlannedFault> plan = new ArrayList<>();
    if (!known.isEmpty()) {
      double others = limit - coreNanos;
      plan.addAll(new Schedule(known, nodes, List.copyOf(moments), others, seed).plan());
    }
    if (core) {
      Duration at = Duration.ofNanos((long) (limit - coreNanos * 0.95));
      Duration lasts = Duration.ofNanos((long) (coreNanos * 0.9));
      Duration deadline = Duration.ofNanos((long) (coreNanos * 0.8));
      plan.add(core(plan.size(), nodes, at, lasts, deadline, seed.fork("core")));
    }
    return List.copyOf(plan);
  }

  /**
   * The fault {@code core}: all but a quorum is killed. Nothing else should be in effect then.
   *
   * @param id the fault's, unique in its plan
   * @param at when it begins
   * @param deadline within this the quorum must make progress; less than it lasts
   */
  public static PlannedFault core(
      int id, List<String> nodes, Duration at, Duration lasts, Duration deadline, Seed seed) {
    if (lasts.compareTo(deadline) <= 0) {
      throw new IllegalArgumentException(
          "a core for %s, and %s to show".formatted(lasts, deadline));
    }
    Map<String, Object> parameters = Parameters.draw(Kind.CORE, nodes, seed.random());
    Parameters.core(parameters, nodes.size(), deadline.toMillis());
    return new PlannedFault(id, Kind.CORE.word(), at.toNanos(), lasts.toNanos(), parameters);
  }

  private static Kind kind(String word) {
    return Kind.of(word)
        .orElseThrow(() -> new IllegalArgumentException("unknown kind of fault: " + word));
  }

  private List<PlannedFault> plan() {
    drawFirstThird();
    drawRest();
    drafts.sort(Comparator.comparingDouble(Draft::at));
    List<PlannedFault> plan = new ArrayList<>();
    for (int id = 0; id < drafts.size(); id++) {
      Draft draft = drafts.get(id);
      RandomGenerator dice = seed.fork("parameters").fork(id).random();
      plan.add(
          new PlannedFault(
              id,
              draft.kind().word(),
              (long) draft.at(),
              (long) draft.duration(),
              parameters(draft, dice)));
    }
    return List.copyOf(plan);
  }

  private Map<String, Object> parameters(Draft draft, RandomGenerator dice) {
    Map<String, Object> parameters = Parameters.draw(draft.kind(), nodes, dice);
    parameters.putAll(draft.trigger());
    return parameters;
  }

  private void drawFirstThird() {
    List<Kind> order = firstOrder();
    double share = limit / 3 / order.size();
    double[] begins = new double[order.size()];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = (i + uniform(0.1, 0.4)) * share;
    }
    for (int i = 0; i < begins.length; i++) {
      double room = end - begins[i];
      for (int later = i + 1; later < begins.length; later++) {
        if (order.get(later).track() == order.get(i).track()) {
          room = Math.min(room, begins[later] - begins[i] - Math.min(TRACK_DISTANCE, share / 5));
        }
      }
      double most = Math.min(room, Math.max((1 + OVERLAP) * share, LEAST_DURATION * scale));
      double duration = Math.min(duration(order.get(i)), most);
      drafts.add(new Draft(order.get(i), begins[i], duration, Map.of()));
    }
  }

  /** A loss of the leader first; then the tracks take turns, as far as they reach. */
  private List<Kind> firstOrder() {
    List<Kind> shuffled = new ArrayList<>(kinds);
    Collections.shuffle(shuffled, Random.from(random));
    Map<Track, List<Kind>> waiting = new EnumMap<>(Track.class);
    for (Track track : Track.values()) {
      waiting.put(
          track, new ArrayList<>(shuffled.stream().filter(kind -> kind.track() == track).toList()));
    }
    List<Kind> order = new ArrayList<>();
    Kind first = shuffled.stream().filter(Kind::hitsLeader).findFirst().orElse(shuffled.getFirst());
    Kind last = first;
    waiting.values().forEach(list -> list.remove(first));
    order.add(first);
    while (order.size() < kinds.size()) {
      last = next(waiting, last.track());
      order.add(last);
    }
    return order;
  }

  /** From the other track that has most, or from the same one when it has more than that. */
  private static Kind next(Map<Track, List<Kind>> waiting, Track last) {
    List<Kind> own = waiting.getOrDefault(last, List.of());
    List<Kind> others = List.of();
    for (Map.Entry<Track, List<Kind>> each : waiting.entrySet()) {
      if (each.getKey() != last && each.getValue().size() > others.size()) {
        others = each.getValue();
      }
    }
    boolean stay = others.isEmpty() || own.size() > others.size() + 1;
    return (stay ? own : others).removeFirst();
  }

  private void drawRest() {
    Draft before = Collections.max(drafts, Comparator.comparingDouble(Draft::end));
    double from = Math.max(limit / 3, before.end());
    while (true) {
      Optional<Kind> next = nextKind(before.kind());
      if (next.isEmpty()) {
        return;
      }
      Kind kind = next.get();
      boolean mayOverlap = kind.track() != before.kind().track();
      double back = mayOverlap ? uniform(0, 0.3) * before.duration() : 0;
      double at = from - back + uniform(LEAST_DISTANCE, MOST_DISTANCE) * scale;
      at = Math.max(at, trackFreeAt(kind.track()) + TRACK_DISTANCE * scale);
      Map<String, Object> trigger = trigger(kind);
      double room = end - at;
      if (!trigger.isEmpty()) {
        at = trackFreeAt(kind.track()) + AT_ONCE;
        room = (end - at) / 2;
      }
      double duration = Math.min(duration(kind), room);
      if (duration < LEAST_REST * scale) {
        return;
      }
      before = new Draft(kind, at, duration, trigger);
      drafts.add(before);
      from = Math.max(from, before.end());
    }
  }

  /** What the fault waits for; empty when it waits for nothing. */
  private Map<String, Object> trigger(Kind kind) {
    boolean triggered =
        !moments.isEmpty() && kind.mayBeTriggered() && triggers.nextInt(TRIGGERED) == 0;
    return triggered ? Trigger.draw(moments, triggers) : Map.of();
  }

  /** Another one if there is one. Nodes are upgraded once only: there is no third version. */
  private Optional<Kind> nextKind(Kind before) {
    List<Kind> again = kinds.stream().filter(kind -> kind != Kind.UPGRADE).toList();
    List<Kind> others = again.stream().filter(kind -> kind != before).toList();
    List<Kind> choices = others.isEmpty() ? again : others;
    return choices.isEmpty()
        ? Optional.empty()
        : Optional.of(choices.get(random.nextInt(choices.size())));
  }

  private double trackFreeAt(Track track) {
    return drafts.stream()
        .filter(draft -> draft.kind().track() == track)
        .mapToDouble(Draft::latestEnd)
        .max()
        .orElse(0);
  }

  /** A restart is over when the node is back; the plan only leaves it a moment. */
  private double duration(Kind kind) {
    double most = kind == Kind.RESTART ? 2 * LEAST_DURATION : MOST_DURATION;
    return uniform(LEAST_DURATION, most) * scale;
  }

  private double uniform(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }
}
