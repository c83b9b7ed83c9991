package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import org.jspecify.annotations.Nullable;

/**
 * A counter with {@code add} (argument: how much, may be negative) and {@code read}, 0 at first.
 *
 * @param midway whether it may stand anywhere at first, for a part of a history of which what came
 *     before is left out
 */
public record CounterModel(boolean midway) implements Model<Long, CounterModel.Call> {
  /** It may stand anywhere. */
  private static final long ANYWHERE = Long.MIN_VALUE;

  /** A counter that is 0 at first. */
  public CounterModel() {
    this(false);
  }

  /**
   * What an operation means.
   *
   * @param read whether it is a read
   * @param number what it found, or added
   */
  public record Call(boolean read, long number) {}

  @Override
  public Long initial() {
    return midway ? ANYWHERE : 0L;
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
    if (midway && state == ANYWHERE) {
      return call.read() ? call.number() : ANYWHERE;
    }
    if (call.read()) {
      return state == call.number() ? state : null;
    }
    return state + call.number();
  }

  @Override
  public boolean readOnly(Call call) {
    return call.read() && !midway;
  }

  @Override
  public String describe(Call call) {
    return (call.read() ? "read of " : "add of ") + call.number();
  }

  @Override
  public String describeState(Long state) {
    return midway && state == ANYWHERE ? "some count" : state.toString();
  }
}
