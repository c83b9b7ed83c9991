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

  /** In the first third, a fault may last into the next one by so much of its share of time. */
  private static final double OVERLAP = 0.4;

  private final List<Kind> kinds;
  private final List<String> nodes;
  private final Seed seed;
  private final RandomGenerator random;
  private final double limit;
  private final double end;
  private final double scale;
  private final List<Draft> drafts = new ArrayList<>();

  private record Draft(Kind kind, double at, double duration) {
    double end() {
      return at + duration;
    }
  }

  private Schedule(List<Kind> kinds, List<String> nodes, double limit, Seed seed) {
    this.kinds = kinds;
    this.nodes = nodes;
    this.seed = seed;
    this.random = seed.fork("times").random();
    this.limit = limit;
    this.end = limit - Math.min(SECOND, limit / 20);
    this.scale = Math.min(1, limit / FULL_LENGTH);
  }

  /**
   * The plan, in the order of time. It depends on nothing but the arguments.
   *
   * @param kinds as {@link FaultKinds#expand} gives them; none gives an empty plan
   * @param nodes the nodes' names
   * @param timeLimit the length of the main phase; every fault ends before
   * @throws IllegalArgumentException if a kind is not known, or the time limit is not positive
   */
  public static List<PlannedFault> draw(
      List<String> kinds, List<String> nodes, Duration timeLimit, Seed seed) {
    if (timeLimit.isNegative() || timeLimit.isZero() || nodes.isEmpty()) {
      throw new IllegalArgumentException("no plan for %s on nodes %s".formatted(timeLimit, nodes));
    }
    if (kinds.isEmpty()) {
      return List.of();
    }
    List<Kind> known = kinds.stream().map(Schedule::kind).distinct().sorted().toList();
    return new Schedule(known, List.copyOf(nodes), timeLimit.toNanos(), seed).plan();
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
              Parameters.draw(draft.kind(), nodes, dice)));
    }
    return List.copyOf(plan);
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
      double most = Math.min(room, (1 + OVERLAP) * share);
      drafts.add(new Draft(order.get(i), begins[i], Math.min(duration(order.get(i)), most)));
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
      Track other = last.track() == Track.NETWORK ? Track.PROCESS : Track.NETWORK;
      List<Kind> own = waiting.getOrDefault(last.track(), List.of());
      List<Kind> others = waiting.getOrDefault(other, List.of());
      // One more of its own when the other track would run out too early.
      boolean stay = others.isEmpty() || own.size() > others.size() + 1;
      last = (stay ? own : others).removeFirst();
      order.add(last);
    }
    return order;
  }

  private void drawRest() {
    Draft before = Collections.max(drafts, Comparator.comparingDouble(Draft::end));
    double from = Math.max(limit / 3, before.end());
    while (true) {
      Kind kind = nextKind(before.kind());
      boolean mayOverlap = kind.track() != before.kind().track();
      double back = mayOverlap ? uniform(0, 0.3) * before.duration() : 0;
      double at = from - back + uniform(LEAST_DISTANCE, MOST_DISTANCE) * scale;
      at = Math.max(at, trackFreeAt(kind.track()));
      double duration = Math.min(duration(kind), end - at);
      if (duration < LEAST_REST * scale) {
        return;
      }
      before = new Draft(kind, at, duration);
      drafts.add(before);
      from = Math.max(from, before.end());
    }
  }

  private Kind nextKind(Kind before) {
    List<Kind> choices = kinds.stream().filter(kind -> kind != before).toList();
    return choices.isEmpty() ? before : choices.get(random.nextInt(choices.size()));
  }

  private double trackFreeAt(Track track) {
    return drafts.stream()
        .filter(draft -> draft.kind().track() == track)
        .mapToDouble(draft -> draft.end() + TRACK_DISTANCE * scale)
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
