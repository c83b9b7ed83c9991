package dev.assay.checker.stream;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.stream.Known.Block;
import dev.assay.checker.stream.Known.Possible;
import dev.assay.checker.stream.Known.Stage;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how a register contradicted itself. */
final class RegisterStory {
  private final String key;

  RegisterStory(String key) {
    this.key = key;
  }

  /** A value was seen that is not there, or not any more. */
  Violation unknown(OperationRecord operation, Object value) {
    return of(
        anomaly(operation),
        "%s saw %s%s, which nobody could see any more, or nobody had begun to write"
            .formatted(words(operation), text(value), Words.of(key)),
        List.of(
            "Let %s see the value %s.".formatted(words(operation), text(value)),
            "However, by %s it had been overwritten for good, or nobody had tried to write it."
                .formatted(Words.begin(operation))),
        operation);
  }

  /** A compare-and-set took place although the value that it demands was not there. */
  Violation without(OperationRecord operation, Possible change) {
    return of(
        anomaly(operation),
        "%s shows that %s%s was made from %s, which nobody could see any more"
            .formatted(words(operation), text(change.value()), Words.of(key), expected(change)),
        List.of(
            "Let %s show that the value %s was there."
                .formatted(words(operation), text(change.value())),
            "Only a compare-and-set from %s makes it, begun at line %d."
                .formatted(expected(change), change.made() + 1),
            "However, that value was overwritten for good before, or nobody had tried to write"
                + " it."),
        operation);
  }

  /** Two compare-and-sets replaced a value that was there once. */
  Violation twice(OperationRecord operation, Stage stage, Possible second) {
    return of(
        "double-cas",
        "two compare-and-sets replaced the value %s%s, which was there only once"
            .formatted(text(stage.value()), Words.of(key)),
        List.of(
            "Let a compare-and-set replace %s, and be seen to have done so."
                .formatted(text(stage.value())),
            "However, %s shows that another one replaced it by %s, and nobody wrote it again."
                .formatted(words(operation), text(second.value()))),
        operation);
  }

  /** A value was seen after another one had replaced it. */
  Violation replaced(OperationRecord operation, Stage stage, Stage later) {
    return of(
        anomaly(operation),
        "%s saw %s%s, which had been replaced before"
            .formatted(words(operation), text(stage.value()), Words.of(key)),
        List.of(
            "Let compare-and-sets lead from %s to %s, which was seen by line %d."
                .formatted(text(stage.value()), text(later.value()), later.firstEnd + 1),
            "However, %s, which began later, saw %s."
                .formatted(words(operation), text(stage.value()))),
        operation);
  }

  /** Each of two values had to be there before the other one. */
  Violation contradiction(OperationRecord operation, Stage stage, Block other) {
    OperationRecord first = other.first;
    OperationRecord last = other.last;
    List<String> story = new ArrayList<>();
    story.add("Let %s see or make the value %s.".formatted(words(operation), text(stage.value())));
    if (first != null) {
      story.add(
          "By then another value had been there, as %s shows, which ended at %s."
              .formatted(words(first), Words.end(first)));
    }
    OperationRecord own = stage.block().first;
    if (last != null && own != null) {
      story.add(
          "However, %s, which began at %s, shows that it was there after %s, which had ended."
              .formatted(words(last), Words.begin(last), words(own)));
    } else {
      story.add("However, that other value was the later one, and nobody wrote the first again.");
    }
    return of(
        anomaly(operation), contradicted(operation, stage), story, operation, first, last, own);
  }

  /** As before, where the other value was forgotten. */
  Violation contradiction(OperationRecord operation, Stage stage, OperationRecord forgotten) {
    return of(
        anomaly(operation),
        contradicted(operation, stage),
        List.of(
            "Let %s see or make the value %s.".formatted(words(operation), text(stage.value())),
            "However, %s began after somebody had seen that value, and shows that another one came."
                .formatted(words(forgotten))),
        operation,
        forgotten);
  }

  private String contradicted(OperationRecord operation, Stage stage) {
    return "%s saw %s%s, which another value had replaced before"
        .formatted(words(operation), text(stage.value()), Words.of(key));
  }

  /** A compare-and-set was refused while its expected value was there. */
  Violation refused(OperationRecord operation, Stage stage) {
    return of(
        "refused-cas",
        "a compare-and-set from %s%s was refused while that was the value"
            .formatted(text(stage.value()), Words.of(key)),
        List.of(
            "Let the value be %s, and a compare-and-set that expects it be refused, by line %d."
                .formatted(text(stage.value()), stage.heldUntil + 1),
            "However, %s, which began later, shows that the value was still the same."
                .formatted(words(operation))),
        operation);
  }

  /** What was seen was not written. */
  Violation failed(OperationRecord operation, Object value) {
    return of(
        "failed-write",
        "%s failed, and its value %s%s was seen"
            .formatted(words(operation), text(value), Words.of(key)),
        List.of(
            "Let somebody see the value %s.".formatted(text(value)),
            "However, %s, which alone could make it, failed.".formatted(words(operation))),
        operation);
  }

  private static Violation of(
      String anomaly, String sentence, List<String> story, @Nullable OperationRecord... evidence) {
    List<Entry> lines = Finding.lines(evidence);
    return new Violation(anomaly, new Finding(sentence, story, lines));
  }

  private static String anomaly(OperationRecord operation) {
    return switch (operation.invoke().f()) {
      case "read" -> "stale-read";
      case "cas" -> "stale-cas";
      default -> "non-linearizable";
    };
  }

  private static String words(OperationRecord operation) {
    return Words.operation(operation);
  }

  private static String text(Object value) {
    return EntryJson.valueText(value);
  }

  private static String expected(Possible change) {
    Object expected = change.expected();
    return expected == null ? "nothing" : text(expected);
  }
}
