package dev.assay.checker.set;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Verdict;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what was found about sets, and turns it into one result. */
final class Findings {
  /** The worst first. */
  private enum Kind {
    LOST("lost"),
    RESURRECTED("resurrected"),
    PHANTOM("phantom"),
    DUPLICATED("duplicated"),
    STALE("stale");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private final Map<Kind, Finding> first = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<String> gaps = new ArrayList<>();
  private long acknowledged;
  private long reads;

  void count(long acknowledgedElements, long comparedReads) {
    acknowledged += acknowledgedElements;
    reads += comparedReads;
  }

  void gap(String gap) {
    gaps.add(gap);
  }

  void lost(String key, Element element, OperationRecord read) {
    List<String> story = new ArrayList<>(beginning(key, element));
    OperationRecord last = element.lastWith();
    if (last != null && last.returnIndex() < read.returnIndex()) {
      story.add("Then %s still showed it, for the last time.".formatted(Words.operation(last)));
    }
    story.add("However, %s does not show it: it is lost.".formatted(Words.operation(read)));
    String value = text(element.value());
    Finding finding =
        new Finding(
            "%s, which was %s, is missing from %s"
                .formatted(
                    name(key, element.value()),
                    element.acknowledged() ? "acknowledged" : "seen",
                    Words.operation(read)),
            story,
            Finding.lines(element.add(), last, read));
    note(
        Kind.LOST,
        finding.knowing(
            added(element),
            KnownThen.after(last, "%s is still there".formatted(value)),
            KnownThen.breaks(read, "%s must be in it, and is not".formatted(value))));
  }

  void stale(String key, Element element, OperationRecord missed, OperationRecord again) {
    List<String> story = new ArrayList<>(beginning(key, element));
    story.add(
        "However, %s, which began later, does not show it.".formatted(Words.operation(missed)));
    story.add(
        "Then %s shows it again: the read between was stale.".formatted(Words.operation(again)));
    String value = text(element.value());
    Finding finding =
        new Finding(
            "%s was known and is missing from %s, and comes back"
                .formatted(name(key, element.value()), Words.operation(missed)),
            story,
            Finding.lines(element.add(), missed, again));
    note(
        Kind.STALE,
        finding.knowing(
            added(element),
            KnownThen.breaks(missed, "%s must be in it, and is not".formatted(value)),
            KnownThen.after(again, "%s is there again".formatted(value))));
  }

  void duplicated(String key, Object value, OperationRecord read) {
    String sentence = "%s comes twice in %s".formatted(name(key, value), Words.operation(read));
    Finding finding = new Finding(sentence, List.of(sentence + "."), Finding.lines(read));
    note(
        Kind.DUPLICATED,
        finding.knowing(KnownThen.breaks(read, "it shows %s twice".formatted(text(value)))));
  }

  void phantom(String key, Object value, OperationRecord read) {
    String sentence =
        "%s is shown by %s, and nobody had added it"
            .formatted(name(key, value), Words.operation(read));
    Finding finding = new Finding(sentence, List.of(sentence + "."), Finding.lines(read));
    note(
        Kind.PHANTOM,
        finding.knowing(
            KnownThen.breaks(read, "it shows %s, which nobody added".formatted(text(value)))));
  }

  void resurrected(String key, Object value, OperationRecord add, OperationRecord read) {
    String element = name(key, value);
    Finding finding =
        new Finding(
            "%s, whose add had failed, is shown by %s".formatted(element, Words.operation(read)),
            List.of(
                "Let %s be told at %s that its add of %s failed."
                    .formatted(Words.who(add), Words.end(add), element),
                "However, %s shows it.".formatted(Words.operation(read))),
            Finding.lines(add, read));
    note(
        Kind.RESURRECTED,
        finding.knowing(
            KnownThen.after(add, "%s is not in the set".formatted(text(value))),
            KnownThen.breaks(read, "it shows %s".formatted(text(value)))));
  }

  private void note(Kind kind, Finding finding) {
    counts.merge(kind, 1L, Long::sum);
    first.putIfAbsent(kind, finding);
  }

  /** What follows from the add: that it was acknowledged, or that it may have taken effect. */
  private static @Nullable KnownThen added(Element element) {
    return KnownThen.after(
        element.add(),
        element.acknowledged()
            ? "%s is in the set for good".formatted(text(element.value()))
            : "%s may be in the set".formatted(text(element.value())));
  }

  private static String text(Object element) {
    return EntryJson.valueText(element);
  }

  private static List<String> beginning(String key, Element element) {
    OperationRecord add = element.add();
    if (add == null) {
      return List.of();
    }
    String end =
        element.acknowledged() ? "acknowledged at " + Words.end(add) : "with unknown outcome";
    return List.of(
        "Let %s add %s at %s, %s."
            .formatted(Words.who(add), name(key, element.value()), Words.begin(add), end));
  }

  private static String name(String key, Object value) {
    String element = "element " + EntryJson.valueText(value);
    return key.isEmpty() ? element : element + " of " + key;
  }

  Guarantee conclude() {
    Map<String, Object> details = new TreeMap<>();
    details.put("acknowledged", acknowledged);
    details.put("reads", reads);
    counts.forEach((kind, count) -> details.put(kind.word, count));
    for (Map.Entry<Kind, Finding> finding : first.entrySet()) {
      Kind kind = finding.getKey();
      Finding worst = finding.getValue();
      long more = counts.getOrDefault(kind, 1L) - 1;
      String reason =
          Character.toUpperCase(worst.sentence().charAt(0))
              + worst.sentence().substring(1)
              + (more == 0 ? "." : " (and %d more like it).".formatted(more));
      return new Guarantee(
          SetChecker.NAME,
          Verdict.INVALID,
          kind.word,
          reason,
          worst.story(),
          worst.evidence(),
          details,
          FailureGraph.NONE,
          worst.known());
    }
    if (!gaps.isEmpty()) {
      String gap = String.join("; ", gaps);
      return Guarantee.unknown(
          SetChecker.NAME, Character.toUpperCase(gap.charAt(0)) + gap.substring(1) + ".");
    }
    return Guarantee.valid(
        SetChecker.NAME,
        "All %d acknowledged elements are in the final reads of every node."
            .formatted(acknowledged),
        details);
  }
}
