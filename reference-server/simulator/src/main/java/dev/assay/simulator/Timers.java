package dev.assay.simulator;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * The timers of one incarnation of a node. They run on the node's own clock, whatever its rate
 * does, and each fires once.
 */
final class Timers {
  private final World world;
  private final SimClock clock;
  private final LongConsumer fired;

  /** The timers that are set: when, by the node's clock. */
  private final TreeMap<Long, Long> deadlines = new TreeMap<>();

  /** The timers that have run out, and whose events are not handed in yet. */
  private final TreeSet<Long> out = new TreeSet<>();

  /** Tasks in the world's queue that were made before the clock's last change are void. */
  private long generation;

  Timers(World world, SimClock clock, LongConsumer fired) {
    this.world = world;
    this.clock = clock;
    this.fired = fired;
  }

  void set(long token, long delayNanos) {
    deadlines.put(token, clock.nanos() + delayNanos);
    arm(token, world.now());
  }

  void cancel(long token) {
    deadlines.remove(token);
    out.remove(token);
  }

  void cancelAll() {
    deadlines.clear();
    out.clear();
  }

  /** Whether the event of a timer may be handed in: it ran out, and was not cancelled since. */
  boolean take(long token) {
    return out.remove(token);
  }

  /** The clock's rate is another: everything that is set comes at another true time. */
  void clockChanged() {
    generation++;
    List.copyOf(deadlines.keySet()).forEach(token -> arm(token, world.now()));
  }

  private void arm(long token, long earliest) {
    Long deadline = deadlines.get(token);
    if (deadline != null) {
      long mine = generation;
      world.at(Math.max(earliest, clock.trueTimeOf(deadline)), () -> due(token, mine));
    }
  }

  private void due(long token, long mine) {
    Long deadline = deadlines.get(token);
    if (deadline == null || mine != generation) {
      return;
    }
    if (clock.nanos() < deadline) {
      // By the rounding of a rate.
      arm(token, world.now() + 1);
    } else {
      deadlines.remove(token);
      out.add(token);
      fired.accept(token);
    }
  }
}
