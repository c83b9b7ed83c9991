package dev.assay.checker.txn;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A transaction as the oracle sees it. */
record AdyaTransaction(
    EntryType outcome, String process, long begin, long end, List<AdyaTransaction.Step> steps) {
  /**
   * One operation.
   *
   * @param value what was written; 0 if it is a read
   * @param shown what a read of known result shows: the list, or the value if there is one
   */
  record Step(String key, boolean write, long value, @Nullable List<Long> shown) {}

  static AdyaTransaction of(OperationRecord operation) {
    boolean known = operation.outcome() == EntryType.OK;
    Entry told = known ? Values.completion(operation) : operation.invoke();
    List<Step> steps = new ArrayList<>();
    for (Object part : Values.list(told)) {
      List<?> triple = (List<?>) part;
      String key = String.valueOf(triple.get(1));
      Object value = Objects.requireNonNull(triple.get(2));
      steps.add(
          "r".equals(triple.get(0))
              ? new Step(key, false, 0, known ? shown(value) : null)
              : new Step(key, true, (Long) value, null));
    }
    return new AdyaTransaction(
        operation.outcome(),
        String.valueOf(operation.invoke().actor()),
        operation.invoke().index(),
        operation.returnIndex(),
        List.copyOf(steps));
  }

  private static List<Long> shown(Object value) {
    if (value == Nil.NIL) {
      return List.of();
    }
    return value instanceof List<?> list
        ? list.stream().map(Long.class::cast).toList()
        : List.of((Long) value);
  }

  boolean writes(String key, long value) {
    return steps.stream()
        .anyMatch(step -> step.write() && step.key().equals(key) && step.value() == value);
  }

  boolean isLastWrite(Step write) {
    return steps.subList(steps.indexOf(write) + 1, steps.size()).stream()
        .noneMatch(later -> later.write() && later.key().equals(write.key()));
  }

  /** Whether what it wrote to a key begins with those of these values that it wrote, in order. */
  boolean inOrder(String key, List<Long> values) {
    List<Long> own =
        steps.stream()
            .filter(step -> step.write() && step.key().equals(key))
            .map(Step::value)
            .toList();
    List<Long> shown = values.stream().filter(own::contains).toList();
    return own.subList(0, shown.size()).equals(shown);
  }
}
