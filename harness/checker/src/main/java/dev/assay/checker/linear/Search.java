package dev.assay.checker.linear;

import dev.assay.checker.arrays.IntStack;

/**
 * Searches for an order, depth first, with the rules that the package describes. Used once, by one
 * thread.
 */
final class Search {
  private enum Arrival {
    NEW,
    KNOWN,
    DONE,
    STOPPED
  }

  private static final int CLOCK_EVERY = 64;

  /** Beyond this a search looks how much of the heap is free. */
  private static final long SMALL = 64 << 20;

  private final Budget budget;
  private final Position position;
  private final Configurations seen = new Configurations();
  private final long[] row = new long[Configurations.LONGEST_ROW];
  private final IntStack choices = new IntStack();
  private final IntStack frames = new IntStack();
  private long allowedBytes;

  /** How often it was looked at what is free. */
  private int looks;

  private long arrivals;
  private int most;
  private String stopped = "";

  private Search(Problem<?, ?> problem, Budget budget) {
    this.budget = budget;
    this.position = new Position(problem);
    this.allowedBytes = Math.min(SMALL, budget.memoryBytes());
  }

  /** Looks for an order until there is one, or none is left, or the budget is used up. */
  static SearchResult run(Problem<?, ?> problem, Budget budget) {
    return new Search(problem, budget).run();
  }

  private SearchResult run() {
    if (position.hopelessAtFirst()) {
      return new SearchResult.Impossible(0, 0);
    }
    Arrival arrival = arrive();
    if (arrival == Arrival.NEW) {
      pushFrame(0);
      arrival = explore();
    }
    return switch (arrival) {
      case DONE -> new SearchResult.Found(position.taken(), arrivals);
      case STOPPED -> new SearchResult.GaveUp(stopped, most, arrivals);
      case NEW, KNOWN -> new SearchResult.Impossible(most, arrivals);
    };
  }

  /** A frame: the trail's length before its move, its first choice, its next choice. */
  private void pushFrame(int mark) {
    frames.push(mark);
    frames.push(choices.size());
    frames.push(choices.size());
    position.candidates(choices);
  }

  private Arrival explore() {
    while (frames.size() > 0) {
      int top = frames.size() - 1;
      int next = frames.at(top);
      if (next == choices.size()) {
        frames.pop();
        choices.truncate(frames.pop());
        position.undo(frames.pop());
        continue;
      }
      frames.set(top, next + 1);
      int mark = position.trailLength();
      Arrival arrival = position.take(choices.at(next)) ? arrive() : Arrival.KNOWN;
      switch (arrival) {
        case NEW -> pushFrame(mark);
        case KNOWN -> position.undo(mark);
        case DONE, STOPPED -> {
          return arrival;
        }
      }
    }
    return Arrival.KNOWN;
  }

  private Arrival arrive() {
    position.settle();
    most = Math.max(most, position.explained());
    if (position.complete()) {
      return Arrival.DONE;
    }
    if (outOfBudget()) {
      return Arrival.STOPPED;
    }
    int length = position.writeTo(row);
    if (length < 0) {
      stopped = "too many operations are open at once";
      return Arrival.STOPPED;
    }
    return seen.add(row, length) ? Arrival.NEW : Arrival.KNOWN;
  }

  private boolean outOfBudget() {
    if (arrivals++ % CLOCK_EVERY == 0 && budget.timeIsUp()) {
      stopped = "the time was up";
    } else if (outOfMemory(seen.bytes() + position.bytes(), seen.growthBytes())) {
      stopped = "the memory was used up";
    }
    return !stopped.isEmpty();
  }

  /**
   * The history itself may leave less than the limit. A quarter of the limit is allowed where it is
   * surely free; for more, garbage is collected first, also so that it does not pile up.
   */
  private boolean outOfMemory(long held, long growth) {
    while (held + growth > allowedBytes && looks < 2) {
      looks++;
      long limit = looks == 1 ? budget.memoryBytes() / 4 : budget.memoryBytes();
      long free = looks == 1 ? Budget.freeBytes() : Budget.freeBytesCollected();
      allowedBytes = Math.max(allowedBytes, Math.min(limit, held + Math.max(0, free) / 4 * 3));
    }
    return held + growth > allowedBytes;
  }
}
