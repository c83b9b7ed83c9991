package dev.assay.checker.linear;

/**
 * Counts, for each state of a closed form, the operations not yet taken that require it and those
 * that produce it (rule 5 of the package). Empty for other models.
 */
final class Outlook {
  private final Steps steps;
  private final int[] required;
  private final int[] producible;

  Outlook(Problem<?, ?> problem) {
    this.steps = problem.steps();
    this.required = new int[steps.closedStates()];
    this.producible = new int[steps.closedStates()];
    for (int operation = 0; operation < problem.size(); operation++) {
      count(problem.kind()[operation], operation < problem.mandatory(), 1);
    }
  }

  void take(int kind, boolean mandatory) {
    count(kind, mandatory, -1);
  }

  void giveBack(int kind, boolean mandatory) {
    count(kind, mandatory, 1);
  }

  private void count(int kind, boolean mandatory, int change) {
    int requires = steps.requires(kind);
    if (mandatory && requires != Steps.ILLEGAL) {
      required[requires] += change;
    }
    int produces = steps.produces(kind);
    if (produces != Steps.ILLEGAL) {
      producible[produces] += change;
    }
  }

  /** Whether leaving the one state for the other leaves an operation that can never be legal. */
  boolean hopeless(int from, int to) {
    return from != to && required.length > 0 && required[from] > 0 && producible[from] == 0;
  }

  /** Whether an operation requires a state that is not there and that nothing produces. */
  boolean hopelessAtFirst() {
    for (int state = 0; state < required.length; state++) {
      if (state != steps.initial() && required[state] > 0 && producible[state] == 0) {
        return true;
      }
    }
    return false;
  }
}
