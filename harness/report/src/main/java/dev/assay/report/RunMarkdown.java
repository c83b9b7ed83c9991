package dev.assay.report;

import dev.assay.checker.history.Entry;
import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.judge.OperationTally.Outcomes;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run as Markdown: {@code summary.md}, for the page of a CI job or a message to somebody. */
public final class RunMarkdown {
  private static final int LONGEST_ASKED = 60;

  private final ReportInput input;
  private final Markdown out = new Markdown();

  private RunMarkdown(ReportInput input) {
    this.input = input;
  }

  /** The whole text. */
  public static String of(ReportInput input) {
    return new RunMarkdown(input).written();
  }

  private String written() {
    out.line("## Assay run: " + input.verdict().word().toUpperCase(Locale.ROOT));
    out.line("");
    out.line(Markdown.text(input.reason()));
    out.line("");
    out.line(Markdown.text(about(input.spec())) + ". Again: " + again());
    out.line("");
    out.line("| | promise | what was found |");
    out.line("|---|---|---|");
    input.guarantees().forEach(this::row);
    out.line("");
    input.guarantees().stream()
        .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
        .forEach(this::story);
    out.line(Markdown.text(exercised()));
    unavailable();
    return out.written();
  }

  private String again() {
    return Markdown.code(input.repeatCommand());
  }

  private static String about(RunSpec spec) {
    String faults = spec.faults().isEmpty() ? "no faults" : String.join(", ", spec.faults());
    String bug = spec.bug().isEmpty() ? "" : "; the seeded bug " + spec.bug() + " was switched on";
    return "%s on %s (%s, %s) under %s; seed %d%s"
        .formatted(
            spec.workload(),
            spec.system(),
            spec.cluster(),
            Wording.count(spec.nodes(), "node"),
            faults,
            spec.seed(),
            bug);
  }

  private void row(Guarantee guarantee) {
    String verdict = Wording.mark(guarantee.verdict()) + " " + guarantee.verdict().word();
    List<String> cells =
        List.of(verdict, Markdown.text(guarantee.name()), Markdown.text(guarantee.reason()));
    out.line("| " + String.join(" | ", cells) + " |");
  }

  private void story(Guarantee guarantee) {
    String anomaly = guarantee.anomaly().isEmpty() ? "" : ": " + guarantee.anomaly();
    out.line("### " + Markdown.text(guarantee.name() + anomaly));
    out.line("");
    out.story(guarantee);
    out.line("");
    if (!guarantee.known().isEmpty()) {
      known(guarantee);
    }
  }

  private void known(Guarantee guarantee) {
    Map<Long, Entry> lines =
        guarantee.evidence().stream().collect(Collectors.toMap(Entry::index, Function.identity()));
    out.line("| line | who | what | known then |");
    out.line("|---|---|---|---|");
    for (KnownThen each : guarantee.known()) {
      Entry entry = lines.get(each.line());
      List<String> cells =
          List.of(
              Long.toString(each.line() + 1),
              entry == null ? "" : Markdown.text(Wording.actor(entry.actor())),
              entry == null ? "" : Markdown.text(Wording.cut(Wording.asked(entry), LONGEST_ASKED)),
              (each.broken() ? "✕ " : "") + Markdown.text(each.text()));
      out.line("| " + String.join(" | ", cells) + " |");
    }
    out.line("");
  }

  private void unavailable() {
    if (!input.unavailable().isEmpty()) {
      out.line("");
      out.line("Faults that were asked for and are not available here:");
      out.line("");
      input.unavailable().forEach((kind, why) -> out.line("- " + Markdown.text(kind + ": " + why)));
    }
  }

  private String exercised() {
    RunHistory history = RunHistory.of(input.history());
    Outcomes all =
        history.tallies(input.history()).stream()
            .map(OperationTally::total)
            .reduce(Outcomes.NONE, Outcomes::plus);
    long proven = history.faults().stream().filter(FaultEpisode::proven).count();
    return "Operations: %s ok, %s failed, %s unknown. Faults: %d asked for, %d proven."
        .formatted(
            Wording.count(all.ok()),
            Wording.count(all.fail()),
            Wording.count(all.info()),
            history.faults().size(),
            proven);
  }
}
