package dev.assay.checker.linear;

import dev.assay.checker.arrays.IntStack;

/**
 * Where the search stands: what is taken, in which order, and the state. Moves are taken back in
 * reverse.
 */
final class Position {
  private static final int NONE = Steps.ILLEGAL;

  private final Problem<?, ?> problem;
  private final Steps steps;
  private final Outlook outlook;
  private final int mandatory;
  private final int[] kind;
  private final int[] call;
  private final int[] ret;

  /** The mandatory operations not yet taken, in the order of calls; {@code mandatory} ends it. */
  private final int[] next;

  private final int[] previous;
  private final long[] taken;
  private final int[] groupOf;
  private final int[] groupTaken;

  private final IntStack trail = new IntStack();
  private final IntStack trailStates = new IntStack();
  private final IntStack trailDebts = new IntStack();
  private int left;
  private int state;

  /** The state before the optional operation that was taken last and has yet to pay, or NONE. */
  private int debt = NONE;

  /** The earliest completion among those not taken, as of the last walk over them. */
  private int horizon;

  /** The first operation, not taken, behind the horizon; none behind it was ever taken. */
  private int walkEnd;

  Position(Problem<?, ?> problem) {
    this.problem = problem;
    this.steps = problem.steps();
    this.outlook = new Outlook(problem);
    this.mandatory = problem.mandatory();
    this.kind = problem.kind();
    this.call = problem.call();
    this.ret = problem.ret();
    this.next = new int[mandatory + 1];
    this.previous = new int[mandatory + 1];
    for (int at = 0; at <= mandatory; at++) {
      next[at] = at == mandatory ? 0 : at + 1;
      previous[at] = at == 0 ? mandatory : at - 1;
    }
    this.taken = new long[mandatory / Long.SIZE + 1];
    this.groupOf = new int[problem.size()];
    this.groupTaken = new int[problem.groups().length];
    for (int group = 0; group < groupTaken.length; group++) {
      for (int operation : problem.groups()[group]) {
        groupOf[operation] = group;
      }
    }
    this.left = mandatory;
    this.state = steps.initial();
  }

  boolean hopelessAtFirst() {
    return outlook.hopelessAtFirst();
  }

  /** Whether every mandatory operation is taken. */
  boolean complete() {
    return left == 0;
  }

  /** How many mandatory operations are taken. */
  int explained() {
    return mandatory - left;
  }

  int[] taken() {
    return trail.toArray();
  }

  int trailLength() {
    return trail.size();
  }

  long bytes() {
    return steps.bytes() + 40L * kind.length;
  }

  /** Takes a candidate; false if after that some operation can never be legal. */
  boolean take(int operation) {
    int before = state;
    push(operation);
    state = steps.step(before, kind[operation]);
    debt = operation < mandatory ? NONE : before;
    return !outlook.hopeless(before, state);
  }

  private void push(int operation) {
    trail.push(operation);
    trailStates.push(state);
    trailDebts.push(debt);
    outlook.take(kind[operation], operation < mandatory);
    if (operation < mandatory) {
      next[previous[operation]] = next[operation];
      previous[next[operation]] = previous[operation];
      taken[operation / Long.SIZE] |= 1L << operation;
      left--;
    } else {
      groupTaken[groupOf[operation]]++;
    }
  }

  /** Takes moves back until the trail has this length. */
  void undo(int length) {
    while (trail.size() > length) {
      int operation = trail.pop();
      state = trailStates.pop();
      debt = trailDebts.pop();
      outlook.giveBack(kind[operation], operation < mandatory);
      if (operation < mandatory) {
        next[previous[operation]] = operation;
        previous[next[operation]] = operation;
        taken[operation / Long.SIZE] &= ~(1L << operation);
        left++;
      } else {
        groupTaken[groupOf[operation]]--;
      }
    }
  }

  /** Takes every read-only candidate that is legal, until there is none (rule 1). */
  void settle() {
    boolean again = true;
    while (again) {
      again = false;
      horizon = Integer.MAX_VALUE;
      int operation = next[mandatory];
      while (operation != mandatory && call[operation] < horizon) {
        horizon = Math.min(horizon, ret[operation]);
        if (steps.readOnly(kind[operation])
            && steps.step(state, kind[operation]) != Steps.ILLEGAL
            && follows(operation)) {
          push(operation);
          debt = NONE;
          again = true;
        }
        operation = next[operation];
      }
      walkEnd = operation;
    }
  }

  /** Whether the operations of its session that come before it are taken. */
  private boolean follows(int operation) {
    if (problem.before().length == 0) {
      return true;
    }
    for (int before : problem.before()[operation]) {
      if ((taken[before / Long.SIZE] & 1L << before) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Pushes what may be taken next: the mandatory operations that end first, then the optional. */
  void candidates(IntStack into) {
    int first = into.size();
    int operation = next[mandatory];
    while (operation != mandatory && call[operation] < horizon) {
      if (mayTake(operation)) {
        insertByReturn(into, first, operation);
      }
      operation = next[operation];
    }
    for (int group = 0; group < groupTaken.length; group++) {
      int[] members = problem.groups()[group];
      if (groupTaken[group] < members.length) {
        int optional = members[groupTaken[group]];
        if (call[optional] < horizon && mayTake(optional)) {
          into.push(optional);
        }
      }
    }
  }

  private boolean mayTake(int operation) {
    int after = steps.step(state, kind[operation]);
    if (after == Steps.ILLEGAL || (operation >= mandatory && after == state)) {
      return false;
    }
    if (debt != NONE && steps.step(debt, kind[operation]) == after) {
      return false;
    }
    return follows(operation);
  }

  private void insertByReturn(IntStack into, int first, int operation) {
    into.push(operation);
    int at = into.size() - 1;
    while (at > first && ret[into.at(at - 1)] > ret[operation]) {
      into.set(at, into.at(at - 1));
      at--;
    }
    into.set(at, operation);
  }

  /**
   * Writes the configuration: everything that the future depends on. Mandatory operations before
   * the first that is open are all taken; those behind the horizon are not.
   *
   * @return how many longs were written, or -1 if they do not fit
   */
  int writeTo(long[] row) {
    int first = next[mandatory];
    row[0] = (long) first << 32 | state;
    int length = 2;
    int end = length;
    for (int word = first / Long.SIZE; word <= (walkEnd - 1) / Long.SIZE; word++) {
      if (length == row.length) {
        return -1;
      }
      row[length++] = taken[word];
      if (taken[word] != 0) {
        end = length;
      }
    }
    row[1] = (long) debt << 32 | end;
    length = end;
    for (int group = 0; group < groupTaken.length; group++) {
      if (groupTaken[group] > 0) {
        if (length == row.length) {
          return -1;
        }
        row[length++] = (long) group << 32 | groupTaken[group];
      }
    }
    return length;
  }
}
