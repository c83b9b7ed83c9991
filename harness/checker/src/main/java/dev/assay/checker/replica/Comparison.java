package dev.assay.checker.replica;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.Numbered;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what was shown of each node, whoever showed it and whenever. */
final class Comparison {
  private static final String POSITION = " at position ";

  /**
   * Fields that are equal wherever a node's identity is: the path, and these positions.
   *
   * @param words what happened at the first of them
   */
  private record Rule(String words, List<String> positions, List<String> equal) {
    static final Rule CREATION = new Rule("created", List.of("czxid"), List.of("ctime", "owner"));
    static final List<Rule> ALL =
        List.of(
            CREATION,
            new Rule("last changed", List.of("mzxid", "czxid"), List.of("version", "mtime")),
            new Rule("last changed", List.of("mzxid", "czxid"), List.of("data")),
            new Rule(
                "last changed in its children",
                List.of("pzxid"),
                List.of("childVersion", "children")));
  }

  private record Identity(Rule rule, String path, List<Long> positions) {}

  private final Findings findings;
  private final Map<Identity, Shown> first = new HashMap<>();
  private final Map<Shown.Life, List<Shown>> inspected = new LinkedHashMap<>();
  private long repeats;

  Comparison(Findings findings) {
    this.findings = findings;
  }

  /** How often a node was shown that had been shown before. */
  long repeats() {
    return repeats;
  }

  void look(Shown shown) {
    for (Rule rule : Rule.ALL) {
      if (shown.fields().containsKey(rule.equal.getFirst())) {
        List<Long> positions = rule.positions.stream().map(shown::number).toList();
        Shown before = first.putIfAbsent(new Identity(rule, shown.path(), positions), shown);
        if (before != null) {
          repeats += rule.equals(Rule.CREATION) ? 1 : 0;
          compare(rule, before, shown);
        }
      }
    }
  }

  void inspection(Shown shown) {
    look(shown);
    inspected.computeIfAbsent(shown.life(), _ -> new ArrayList<>()).add(shown);
  }

  private void compare(Rule rule, Shown before, Shown shown) {
    for (String field : rule.equal) {
      if (!value(before, field).equals(value(shown, field))) {
        findings.note(ReplicaChecker.DIVERGED, () -> diverged(rule, field, before, shown));
        return;
      }
    }
  }

  private static Object value(Shown shown, String field) {
    @Nullable Object value = shown.fields().get(field);
    return value == null ? Nil.NIL : value;
  }

  /** An inspection is never older than one that was over before it began. */
  void compareInRealTime() {
    for (List<Shown> life : inspected.values()) {
      for (String position : List.of("mzxid", "pzxid")) {
        List<Numbered> positions =
            life.stream().map(shown -> new Numbered(shown.by(), shown.number(position))).toList();
        String path = life.getFirst().path();
        Numbered.inRealTime(
            positions,
            (before, later) -> {
              if (later.number() < before.number()) {
                findings.note(ReplicaChecker.DIVERGED, () -> older(path, position, before, later));
              }
            });
      }
    }
  }

  private static Finding diverged(Rule rule, String field, Shown before, Shown shown) {
    String position = rule.positions.getFirst();
    String state = rule.words + POSITION + before.number(position);
    return new Finding(
            "two servers disagree on %s of %s, %s: %s and %s"
                .formatted(field, before.path(), state, text(before, field), text(shown, field)),
            List.of(
                "Let %s, show %s, %s, with %s %s."
                    .formatted(
                        Words.operation(before.by()),
                        before.path(),
                        state,
                        field,
                        text(before, field)),
                "However, %s, shows it, %s too, with %s %s: one position stands for one state."
                    .formatted(
                        Words.operation(shown.by()),
                        rule.words + POSITION + shown.number(position),
                        field,
                        text(shown, field))),
            Finding.lines(before.by(), shown.by()))
        .knowing(
            KnownThen.after(before.by(), "%s is %s there".formatted(field, text(before, field))),
            KnownThen.breaks(
                shown.by(),
                "%s is %s, not %s".formatted(field, text(shown, field), text(before, field))));
  }

  private static Finding older(String path, String position, Numbered before, Numbered later) {
    return new Finding(
            "an inspection shows %s with %s %d after another one showed %d"
                .formatted(path, position, later.number(), before.number()),
            List.of(
                "Let %s, show %s with %s %d."
                    .formatted(
                        Words.operation(before.operation()), path, position, before.number()),
                "However, %s, which began later, shows it with %d: an older state."
                    .formatted(Words.operation(later.operation()), later.number())),
            Finding.lines(before.operation(), later.operation()))
        .knowing(
            KnownThen.after(
                before.operation(), "%s is %d or more".formatted(position, before.number())),
            KnownThen.breaks(
                later.operation(), "%s is %d again".formatted(position, later.number())));
  }

  private static String text(Shown shown, String field) {
    return EntryJson.valueText(value(shown, field));
  }
}
