package dev.assay.checker.append;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes along a list whose reads are all prefixes of the longest one, and asks of each element
 * whether there is a moment at which it can have been appended.
 */
record OrderAudit(Appended list, Findings findings) {
  /**
   * Something that bounds the moment of an element.
   *
   * @param index the moment is after (or before) that of this index
   * @param operation an append, or a read
   * @param element what is appended, or the one that the read does not show (or does)
   */
  private record Bound(long index, OperationRecord operation, @Nullable Object element) {
    boolean ofRead() {
      return operation.invoke().f().equals("read");
    }
  }

  void audit() {
    Appended.@Nullable Read longest = list.longest();
    List<?> order = longest == null ? List.of() : longest.shown();
    Appended.@Nullable Read[] lastWith = new Appended.Read[order.size() + 1];
    Appended.@Nullable Read[] firstWith = new Appended.Read[order.size() + 1];
    for (Appended.Read read : list.reads()) {
      int length = read.shown().size();
      Appended.@Nullable Read last = lastWith[length];
      lastWith[length] = last == null || read.begin() > last.begin() ? read : last;
      Appended.@Nullable Read first = firstWith[length];
      firstWith[length] = first == null || read.end() < first.end() ? read : first;
    }
    for (int length = order.size() - 1; length > 0; length--) {
      Appended.@Nullable Read longer = firstWith[length + 1];
      Appended.@Nullable Read first = firstWith[length];
      boolean sooner = longer != null && (first == null || longer.end() < first.end());
      firstWith[length] = sooner ? longer : first;
    }
    go(order, lastWith, firstWith);
  }

  private void go(
      List<?> order, Appended.@Nullable Read[] lastWith, Appended.@Nullable Read[] firstWith) {
    Bound after = null;
    for (int place = 1; place <= order.size(); place++) {
      Object element = order.get(place - 1);
      OperationRecord append = list.appends().get(element);
      after = later(after, without(lastWith[place - 1], element));
      if (append != null) {
        after = later(after, new Bound(append.invoke().index(), append, element));
        compare(after, new Bound(append.returnIndex(), append, element), true);
      }
      Appended.@Nullable Read first = firstWith[place];
      if (first != null) {
        compare(after, new Bound(first.end(), first.operation(), element), true);
      }
    }
    after = later(after, without(lastWith[order.size()], null));
    Set<Object> shown = new HashSet<>(order);
    for (OperationRecord append : list.acknowledged()) {
      Object element = append.invoke().value();
      if (!shown.contains(element)) {
        compare(after, new Bound(append.returnIndex(), append, element), false);
      }
    }
  }

  private static @Nullable Bound without(Appended.@Nullable Read read, @Nullable Object element) {
    return read == null ? null : new Bound(read.begin(), read.operation(), element);
  }

  private static @Nullable Bound later(@Nullable Bound one, @Nullable Bound other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.index() > one.index() ? other : one;
  }

  private void compare(@Nullable Bound after, Bound before, boolean shown) {
    if (after == null || after.index() < before.index()) {
      return;
    }
    findings.note(anomaly(after, before, shown), () -> told(after, before, shown));
  }

  private static String anomaly(Bound after, Bound before, boolean shown) {
    if (!shown) {
      return AppendChecker.LOST;
    }
    if (after.ofRead()) {
      return AppendChecker.STALE;
    }
    return before.ofRead() ? AppendChecker.PHANTOM : AppendChecker.OUT_OF_ORDER;
  }

  private Finding told(Bound after, Bound before, boolean shown) {
    String element = Appended.name(before.element()) + Words.of(list.key());
    List<String> story = new ArrayList<>();
    story.add(
        before.ofRead()
            ? "Let %s show %s.".formatted(Words.operation(before.operation()), element)
            : "Let %s be appended by %s, acknowledged at %s."
                .formatted(element, Words.who(before.operation()), Words.end(before.operation())));
    String cause =
        after.ofRead()
            ? "%s does not show it".formatted(Words.operation(after.operation()))
            : "%s comes before it, which was begun later".formatted(Appended.name(after.element()));
    story.add("However, %s.".formatted(cause));
    return new Finding(
            "%s, %s at %s, %s, and %s"
                .formatted(
                    element,
                    before.ofRead() ? "seen" : "acknowledged",
                    Words.end(before.operation()),
                    shown ? "is shown" : "is lost",
                    cause),
            story,
            Finding.lines(before.operation(), after.operation()))
        .knowing(
            KnownThen.after(
                before.operation(), "%s is in the list".formatted(Appended.name(before.element()))),
            KnownThen.breaks(
                after.operation(),
                after.ofRead()
                    ? "%s must be in it, and is not".formatted(Appended.name(before.element()))
                    : "%s must come after %s"
                        .formatted(
                            Appended.name(after.element()), Appended.name(before.element()))));
  }
}
