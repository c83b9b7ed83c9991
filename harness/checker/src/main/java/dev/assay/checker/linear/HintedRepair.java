package dev.assay.checker.linear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes a plan where it stops, so that it leads on: moves operations within a window around the
 * one that is not legal, as real time allows. The window grows until the plan leads through all of
 * it. If one move does not suffice, the most promising ones are followed by further moves. All of
 * it is bounded, so that a failure says nothing.
 */
final class HintedRepair<S, C> {
  /** How far windows reach to both sides of the operation that is not legal. */
  private static final int[] REACHES = {8, 32, 128, 512};

  /** In wider windows only moves to and from the place where the plan stops are tried. */
  private static final int ALL_MOVES = 32;

  /** So many moves are followed by others, and so many follow one another. */
  private static final int WIDTH = 6;

  private static final int DEPTH = 4;

  private static final int WORK_OF_WINDOW = 300_000;
  private static final int WORK_EACH = 10;
  private static final int WORK_AT_LEAST = 2_000_000;
  private static final int CLOCK_EVERY = 256;

  private final HintedRun<S, C> run;
  private final HintedPlan<C> plan;
  private final Budget budget;
  private final long mostWork;
  private long tried;
  private boolean spent;

  /** How much work there may be until it follows moves no farther. */
  private long mostFollowed;

  /** The window: its first place, and the one behind it. */
  private int first;

  private int until;

  /** A move, and to which place the plan leads after it. */
  private record Move(int from, int to, int reached) {
    private int low() {
      return Math.min(from, to);
    }
  }

  HintedRepair(HintedRun<S, C> run, HintedPlan<C> plan, Budget budget) {
    this.run = run;
    this.plan = plan;
    this.budget = budget;
    this.mostWork = (long) WORK_EACH * plan.size() + WORK_AT_LEAST;
  }

  /** Leads on from where the plan stops; false if nothing was found that does. */
  boolean repair() {
    int stop = run.at();
    Move farthest = new Move(stop, stop, stop);
    for (int reach : REACHES) {
      first = Math.max(0, stop - reach);
      until = Math.min(plan.size(), stop + reach + 1);
      List<Move> moves = moves(stop, reach <= ALL_MOVES);
      mostFollowed = run.work() + WORK_OF_WINDOW;
      if (follow(moves, reach == ALL_MOVES ? DEPTH : 1)) {
        return true;
      }
      if (!moves.isEmpty() && moves.getFirst().reached() > farthest.reached()) {
        farthest = moves.getFirst();
      }
      if (spent || (farthest.reached() > stop && reach >= ALL_MOVES) || !run.moveTo(stop)) {
        break;
      }
    }
    return farthest.reached() > stop && apply(farthest) && run.at() > stop;
  }

  /** Whether the plan leads through the window after one of the moves, and perhaps others. */
  private boolean follow(List<Move> moves, int depth) {
    for (Move move : moves) {
      if (depth == 1 && move.reached() < until) {
        return false;
      }
      List<HintedItem<C>> before = plan.copy(move.low(), until);
      if (!apply(move)) {
        return false;
      }
      int stop = run.at();
      if (stop == until
          || (depth > 1 && run.work() < mostFollowed && follow(moves(stop, true), depth - 1))) {
        return true;
      }
      if (!run.moveTo(move.low())) {
        return false;
      }
      plan.restore(move.low(), before);
    }
    return false;
  }

  private boolean apply(Move move) {
    if (!run.moveTo(move.low())) {
      return false;
    }
    plan.move(move.from(), move.to());
    run.run(until);
    return true;
  }

  /** The moves after which the plan leads past where it stops, the best ones first. */
  private List<Move> moves(int stop, boolean all) {
    List<Move> moves = new ArrayList<>();
    boolean back = true;
    for (int low = stop; back && low >= first && !over(moves); low--) {
      back = run.moveTo(low) && tryMoves(low, stop, all, moves);
    }
    return moves;
  }

  private boolean over(List<Move> moves) {
    return spent || (!moves.isEmpty() && moves.getFirst().reached() == until);
  }

  /** Tries the moves of which this is the first place; false if there is no way back from one. */
  private boolean tryMoves(int low, int stop, boolean all, List<Move> moves) {
    List<HintedItem<C>> before = plan.copy(low, until);
    long firstEnd = plan.at(low).end();
    boolean back = true;
    for (int from = low + 1; from < until && back && !over(moves); from++) {
      if ((all || low == stop || from == stop) && plan.at(from).start() < firstEnd) {
        back = tryMove(from, low, stop, before, moves);
      }
      firstEnd = Math.min(firstEnd, plan.at(from).end());
    }
    long end = plan.at(low).end();
    for (int to = low + 1; to < until && plan.at(to).start() < end && back && !over(moves); to++) {
      if (to > low + 1 && (all || low == stop || to == stop)) {
        back = tryMove(low, to, stop, before, moves);
      }
    }
    return back;
  }

  private boolean tryMove(
      int from, int to, int stop, List<HintedItem<C>> before, List<Move> moves) {
    plan.move(from, to);
    run.run(until);
    Move move = new Move(from, to, run.at());
    if (move.reached() > Math.max(stop, to)) {
      moves.add(move);
      moves.sort(Comparator.comparingInt(Move::reached).reversed());
      if (moves.size() > WIDTH) {
        moves.removeLast();
      }
    }
    spent = spent || run.work() > mostWork || (tried++ % CLOCK_EVERY == 0 && budget.timeIsUp());
    boolean back = run.moveTo(move.low());
    plan.restore(move.low(), before);
    return back;
  }
}
