package dev.assay.checker.stream;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * An operation that waits for its place in the order.
 *
 * @param start the index of its invocation
 * @param end the index of its completion; {@link Long#MAX_VALUE} if its outcome is unknown
 * @param hint the number that the server reported, unsigned; null if it reported none
 */
record HintedOperation<C>(long start, long end, C call, boolean readOnly, @Nullable Long hint) {
  /** What is known of an operation that is over; null if it has no bearing. */
  static <C> @Nullable HintedOperation<C> of(Model<?, C> model, OperationRecord operation) {
    C call = model.interpret(operation);
    if (call == null) {
      return null;
    }
    boolean unknown = operation.outcome() == EntryType.INFO;
    Hint hint = operation.completion() == null ? null : operation.completion().hint();
    return new HintedOperation<>(
        operation.invoke().index(),
        unknown ? Long.MAX_VALUE : operation.returnIndex(),
        call,
        model.readOnly(call),
        hint == null || unknown ? null : hint.number());
  }

  /** By hint, changes before reads, and then by the beginning. */
  static int byHint(HintedOperation<?> a, HintedOperation<?> b) {
    int order = a.hint == null || b.hint == null ? 0 : Long.compareUnsigned(a.hint, b.hint);
    int byKind = order == 0 ? Boolean.compare(a.readOnly, b.readOnly) : order;
    return byKind == 0 ? Long.compare(a.start, b.start) : byKind;
  }
}
