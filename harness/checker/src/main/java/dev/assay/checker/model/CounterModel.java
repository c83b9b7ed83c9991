package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import org.jspecify.annotations.Nullable;

/**
 * A counter with {@code add} (argument: how much, may be negative) and {@code read}, 0 at first.
 */
public record CounterModel() implements Model<Long, CounterModel.Call> {
  /**
   * What an operation means.
   *
   * @param read whether it is a read
   * @param number what it found, or added
   */
  public record Call(boolean read, long number) {}

  @Override
  public Long initial() {
    return 0L;
  }

  @Override
  public @Nullable Call interpret(OperationRecord operation) {
    Entry invoke = operation.invoke();
    Entry answer = operation.outcome() == EntryType.OK ? operation.completion() : null;
    return switch (invoke.f()) {
      case "read" ->
          answer == null || answer.value() == Nil.NIL ? null : new Call(true, number(answer));
      case "add" -> operation.outcome() == EntryType.FAIL ? null : new Call(false, number(invoke));
      default ->
          throw new HistoryException(
              "index %d: a counter knows add and read, not %s"
                  .formatted(invoke.index(), invoke.f()));
    };
  }

  private static long number(Entry entry) {
    if (entry.value() instanceof Long number) {
      return number;
    }
    throw new HistoryException(
        "index %d: the value of %s is no integer: %s"
            .formatted(entry.index(), entry.f(), entry.value()));
  }

  @Override
  public @Nullable Long step(Long state, Call call) {
    if (call.read()) {
      return state == call.number() ? state : null;
    }
    return state + call.number();
  }

  @Override
  public boolean readOnly(Call call) {
    return call.read();
  }

  @Override
  public String describe(Call call) {
    return (call.read() ? "read of " : "add of ") + call.number();
  }
}
