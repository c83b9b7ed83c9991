package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import java.util.List;

/**
 * The operations on one object as the search wants them: numbered from 0 in the order of their
 * calls, the {@link #mandatory} ones first, then the optional ones that may pay.
 *
 * @param model what the object is meant to do
 * @param order which operations must come before which
 * @param operations the operations by number
 * @param calls what they mean, by number
 * @param kind the number of their call among the distinct calls, by number
 * @param mandatory how many are mandatory
 * @param call from which position of the history on an operation may stand in the order
 * @param ret the position of the completion; {@link Integer#MAX_VALUE} for an optional operation
 * @param before for each operation the mandatory ones of its session that come right before it;
 *     empty if the intervals say it all
 * @param groups the interchangeable optional operations, each group in the order of calls
 * @param steps the model over numbers
 */
record Problem<S, C>(
    Model<S, C> model,
    Order order,
    List<OperationRecord> operations,
    List<C> calls,
    int[] kind,
    int mandatory,
    int[] call,
    int[] ret,
    int[][] before,
    int[][] groups,
    Steps steps) {

  /**
   * Sets the problem up.
   *
   * @throws dev.assay.checker.history.HistoryException if the model cannot interpret an operation
   */
  static <S, C> Problem<S, C> of(Model<S, C> model, List<OperationRecord> operations, Order order) {
    return new ProblemBuilder<>(model, order).build(operations);
  }

  int size() {
    return kind.length;
  }
}
