package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A register with {@code read}, {@code write} and {@code cas} (its argument is the list of the
 * expected value and the replacement). The state is the value; an absent register is {@link
 * Nil#NIL}, and is so at first.
 *
 * @param failedOps what a failed compare-and-set says
 * @param nilReads what a read of nil says
 */
public record RegisterModel(FailedOps failedOps, NilReads nilReads)
    implements RegisterLike<Object, RegisterCall> {

  @Override
  public Object initial() {
    return Nil.NIL;
  }

  @Override
  public @Nullable RegisterCall interpret(OperationRecord operation) {
    return switch (operation.invoke().f()) {
      case "read" -> read(operation);
      case "write" ->
          operation.outcome() == EntryType.FAIL
              ? null
              : new RegisterCall.Write(argument(operation));
      case "cas" -> compareAndSet(operation);
      default ->
          throw new HistoryException(
              "index %d: a register knows read, write and cas, not %s"
                  .formatted(operation.invoke().index(), operation.invoke().f()));
    };
  }

  private @Nullable RegisterCall read(OperationRecord operation) {
    Entry completion = operation.completion();
    if (completion == null || completion.type() != EntryType.OK) {
      return null;
    }
    Object value = completion.value();
    if (value == null) {
      throw new HistoryException(
          "index %d: a read that is ok has no value".formatted(completion.index()));
    }
    return value == Nil.NIL && nilReads == NilReads.UNKNOWN ? null : new RegisterCall.Read(value);
  }

  private @Nullable RegisterCall compareAndSet(OperationRecord operation) {
    if (!(argument(operation) instanceof List<?> pair)
        || pair.size() != 2
        || pair.get(0) == null
        || pair.get(1) == null) {
      throw new HistoryException(
          "index %d: the value of a cas is [expected, replacement], not %s"
              .formatted(operation.invoke().index(), operation.invoke().value()));
    }
    if (operation.outcome() == EntryType.FAIL) {
      return constrains(operation.completion()) ? new RegisterCall.Differs(pair.get(0)) : null;
    }
    return new RegisterCall.CompareAndSet(pair.get(0), pair.get(1));
  }

  private boolean constrains(@Nullable Entry completion) {
    return switch (failedOps) {
      case CONSTRAIN -> true;
      case CONSTRAIN_MISMATCH -> completion != null && "mismatch".equals(completion.error());
      case DROP -> false;
    };
  }

  private static Object argument(OperationRecord operation) {
    Object value = operation.invoke().value();
    if (value == null) {
      throw new HistoryException(
          "index %d: a %s has no value"
              .formatted(operation.invoke().index(), operation.invoke().f()));
    }
    return value;
  }

  @Override
  public @Nullable Object step(Object state, RegisterCall call) {
    return switch (call) {
      case RegisterCall.Read(Object value) -> state.equals(value) ? state : null;
      case RegisterCall.Write(Object value) -> value;
      case RegisterCall.CompareAndSet(Object expected, Object replacement) ->
          state.equals(expected) ? replacement : null;
      case RegisterCall.Differs(Object expected) -> state.equals(expected) ? null : state;
    };
  }

  @Override
  public boolean readOnly(RegisterCall call) {
    return switch (call) {
      case RegisterCall.Read _, RegisterCall.Differs _ -> true;
      case RegisterCall.Write _, RegisterCall.CompareAndSet _ -> false;
    };
  }

  @Override
  public Effect<Object> effect(RegisterCall call) {
    return switch (call) {
      case RegisterCall.Read(Object value) -> new Effect<>(value, null, null);
      case RegisterCall.Write(Object value) -> new Effect<>(null, null, value);
      case RegisterCall.CompareAndSet(Object expected, Object replacement) ->
          new Effect<>(expected, null, replacement);
      case RegisterCall.Differs(Object expected) -> new Effect<>(null, expected, null);
    };
  }

  @Override
  public boolean wouldHaveMade(OperationRecord operation, Object state) {
    Object argument = operation.invoke().value();
    return state.equals(argument)
        || (argument instanceof List<?> pair && state.equals(pair.getLast()));
  }

  @Override
  public String describe(RegisterCall call) {
    return switch (call) {
      case RegisterCall.Read(Object value) -> "read of " + EntryJson.valueText(value);
      case RegisterCall.Write(Object value) -> "write of " + EntryJson.valueText(value);
      case RegisterCall.CompareAndSet(Object expected, Object replacement) ->
          "compare-and-set from %s to %s"
              .formatted(EntryJson.valueText(expected), EntryJson.valueText(replacement));
      case RegisterCall.Differs(Object expected) ->
          "compare-and-set from %s (refused)".formatted(EntryJson.valueText(expected));
    };
  }

  @Override
  public String describeState(Object state) {
    return EntryJson.valueText(state);
  }
}
