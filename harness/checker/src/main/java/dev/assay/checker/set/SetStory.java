package dev.assay.checker.set;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells why the operations on a set have no order, by so few of them that they are impossible by
 * themselves.
 *
 * @param of which set, in words; empty where there is only one
 * @param reads all reads, those that show fewer elements first
 */
record SetStory(String of, List<Seen> reads) {
  /** A read and what it showed. */
  record Seen(OperationRecord operation, Set<Object> elements) {}

  /** Of two reads neither contains the other. */
  Finding apart(Seen one, Seen other) {
    Object only = missing(one, other);
    Object instead = missing(other, one);
    return new Finding(
            "two reads%s show sets of which neither contains the other".formatted(of),
            List.of(
                "Let %s show %s and not %s."
                    .formatted(Words.operation(one.operation()), only, instead),
                "However, %s shows %s and not %s: whichever came first, nothing removes an element."
                    .formatted(Words.operation(other.operation()), instead, only)),
            Finding.lines(one.operation(), other.operation()))
        .knowing(
            KnownThen.after(one.operation(), "%s is in, %s is not".formatted(only, instead)),
            KnownThen.breaks(other.operation(), "%s is in, %s is not".formatted(instead, only)));
  }

  /**
   * The sets that were read put an operation before one that was over when it began.
   *
   * @param early it was over
   * @param late when this one began, and yet comes first
   */
  Finding turned(OperationRecord early, OperationRecord late) {
    boolean readsEarly = isRead(early);
    boolean readsLate = isRead(late);
    if (readsEarly && readsLate) {
      Object lost = missing(seen(early), seen(late));
      return told(
              "the element %s%s was read, and a later read does not show it".formatted(lost, of),
              "Let %s show %s.".formatted(Words.operation(early), lost),
              "However, %s, which began later, does not show it.".formatted(Words.operation(late)),
              Finding.lines(early, late))
          .knowing(is(early, lost), isNot(late, lost));
    }
    if (readsEarly) {
      return told(
              "the element %s%s was read before its add began".formatted(element(late), of),
              "Let %s be the add of %s.".formatted(Words.operation(late), element(late)),
              "However, %s was over before, and shows it.".formatted(Words.operation(early)),
              Finding.lines(early, late))
          .knowing(KnownThen.breaks(early, "%s cannot be in it yet".formatted(element(late))));
    }
    if (readsLate) {
      return told(
              "a read%s does not show the element %s, which was there before it began"
                  .formatted(of, element(early)),
              "Let %s add %s.".formatted(Words.operation(early), element(early)),
              "However, %s, which began later, does not show it.".formatted(Words.operation(late)),
              Finding.lines(early, late))
          .knowing(is(early, element(early)), isNot(late, element(early)));
    }
    return between(early, late);
  }

  /** Two adds: some read shows the later one alone. */
  private Finding between(OperationRecord early, OperationRecord late) {
    Seen read =
        reads.stream()
            .filter(seen ->
                seen.elements().contains(element(late))
                    && !seen.elements().contains(element(early)))
            .findFirst()
            .orElseThrow();
    return new Finding(
            "a read%s shows the element %s and not %s, which was there before the add of %s began"
                .formatted(of, element(late), element(early), element(late)),
            List.of(
                "Let %s add %s.".formatted(Words.operation(early), element(early)),
                "Then let %s, which began later, add %s."
                    .formatted(Words.operation(late), element(late)),
                "However, %s shows %s and not %s."
                    .formatted(Words.operation(read.operation()), element(late), element(early))),
            Finding.lines(early, late, read.operation()))
        .knowing(
            KnownThen.after(early, "%s is in".formatted(element(early))),
            KnownThen.after(late, "%s and %s are in".formatted(element(early), element(late))),
            KnownThen.breaks(
                read.operation(), "%s must be in it, and is not".formatted(element(early))));
  }

  private static @Nullable KnownThen is(OperationRecord operation, Object element) {
    return KnownThen.after(operation, "%s is in the set for good".formatted(element));
  }

  private static @Nullable KnownThen isNot(OperationRecord read, Object element) {
    return KnownThen.breaks(read, "%s must be in it, and is not".formatted(element));
  }

  private static Finding told(String sentence, String first, String however, List<Entry> lines) {
    return new Finding(sentence, List.of(first, however), lines);
  }

  private boolean isRead(OperationRecord operation) {
    return reads.stream().anyMatch(seen -> seen.operation().equals(operation));
  }

  private Seen seen(OperationRecord read) {
    return reads.stream().filter(seen -> seen.operation().equals(read)).findFirst().orElseThrow();
  }

  private static Object element(OperationRecord add) {
    return Objects.requireNonNull(add.invoke().value());
  }

  /** An element of the one that the other lacks. */
  private static Object missing(Seen one, Seen other) {
    return one.elements().stream()
        .filter(element -> !other.elements().contains(element))
        .findFirst()
        .orElseThrow();
  }
}
