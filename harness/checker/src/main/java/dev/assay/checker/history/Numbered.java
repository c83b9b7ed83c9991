package dev.assay.checker.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An acknowledged operation and a number that it was given: a token, a sequence number.
 *
 * @param operation one with the outcome {@code ok}
 * @param number what it was given
 */
public record Numbered(OperationRecord operation, long number) {
  /**
   * Goes through operations in the order of their invocations, and shows for each one the operation
   * with the greatest number among those that were completed before it was invoked. Operations that
   * overlap may have happened in either order and are not compared.
   *
   * <p>Where numbers are handed out in growing order, the number of the later one is greater. There
   * is an order of all operations that agrees with real time and in which numbers grow if and only
   * if that holds for each pair shown here. For if it does, then of two operations of which one was
   * over before the other began the second has the greater number; so the order by number agrees
   * with real time.
   *
   * @param pair the earlier one, then the later one
   */
  public static void inRealTime(List<Numbered> operations, BiConsumer<Numbered, Numbered> pair) {
    List<Numbered> byInvocation = new ArrayList<>(operations);
    byInvocation.sort(Comparator.comparingLong(each -> each.operation.invoke().index()));
    List<Numbered> byCompletion = new ArrayList<>(operations);
    byCompletion.sort(Comparator.comparingLong(each -> each.operation.returnIndex()));
    int completed = 0;
    Numbered greatest = null;
    for (Numbered later : byInvocation) {
      long invoked = later.operation.invoke().index();
      while (completed < byCompletion.size()
          && byCompletion.get(completed).operation.returnIndex() < invoked) {
        Numbered candidate = byCompletion.get(completed);
        if (greatest == null || candidate.number > greatest.number) {
          greatest = candidate;
        }
        completed++;
      }
      if (greatest != null) {
        pair.accept(greatest, later);
      }
    }
  }
}
