package dev.assay.checker.linear;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * An operation that has a bearing, with the hint that its completion carries.
 *
 * @param place its place in the list of operations
 * @param start the index of its invocation
 * @param end the index of its completion; {@link Long#MAX_VALUE} if its outcome is unknown
 * @param hinted whether it has a hint that is a number
 * @param hint that number, unsigned; the greatest one if there is none
 */
record HintedItem<C>(
    int place, long start, long end, C call, boolean readOnly, boolean hinted, long hint) {

  /** The item of an operation; null if the operation has no bearing. */
  static <C> @Nullable HintedItem<C> of(Model<?, C> model, int place, OperationRecord operation) {
    C call = model.interpret(operation);
    if (call == null) {
      return null;
    }
    Long hint = number(operation);
    boolean optional = operation.outcome() == EntryType.INFO;
    return new HintedItem<>(
        place,
        operation.invoke().index(),
        optional ? Long.MAX_VALUE : operation.returnIndex(),
        call,
        model.readOnly(call),
        hint != null,
        hint == null ? -1 : hint);
  }

  static boolean hasHint(OperationRecord operation) {
    return operation.completion() != null && operation.completion().hint() != null;
  }

  private static @Nullable Long number(OperationRecord operation) {
    Hint hint = operation.completion() == null ? null : operation.completion().hint();
    return hint == null ? null : hint.number();
  }

  HintedItem<C> withoutHint() {
    return new HintedItem<>(place, start, end, call, readOnly, false, -1);
  }

  /** Whether it may have taken effect, or not. */
  boolean optional() {
    return end == Long.MAX_VALUE;
  }

  /** By hint, changes before reads, and then by the beginning. */
  static int compare(HintedItem<?> a, HintedItem<?> b) {
    int byHint = Long.compareUnsigned(a.hint, b.hint);
    int byKind = byHint == 0 ? Boolean.compare(a.readOnly, b.readOnly) : byHint;
    return byKind == 0 ? Long.compare(a.start, b.start) : byKind;
  }
}
