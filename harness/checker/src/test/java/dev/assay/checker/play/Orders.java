package dev.assay.checker.play;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A slow check that tries all orders of a few operations which agree with real time. */
public final class Orders {
  private Orders() {}

  /**
   * Whether some order explains the operations. Those of unknown outcome may come anywhere after
   * their invocation, or never.
   *
   * @param state what is there before
   * @param step what is there after an operation; null if it cannot be the next
   */
  public static <S> boolean explain(
      List<OperationRecord> left, S state, BiFunction<S, OperationRecord, @Nullable S> step) {
    long firstReturn =
        left.stream().mapToLong(OperationRecord::returnIndex).min().orElse(Long.MAX_VALUE);
    if (firstReturn == Long.MAX_VALUE) {
      return true;
    }
    for (OperationRecord next : left) {
      if (next.invoke().index() < firstReturn) {
        S after = step.apply(state, next);
        if (after != null) {
          List<OperationRecord> rest = new ArrayList<>(left);
          rest.remove(next);
          if (explain(rest, after, step)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * The verdict on operations of which it is known whether some order explains them. Nothing can be
   * said where nothing is known to have happened.
   */
  public static <C> Verdict verdict(
      Model<?, C> model, List<OperationRecord> operations, boolean explained) {
    boolean said =
        operations.stream()
            .anyMatch(each -> each.outcome() != EntryType.INFO && model.interpret(each) != null);
    return !said ? Verdict.UNKNOWN : explained ? Verdict.VALID : Verdict.INVALID;
  }
}
