package dev.assay.report;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.report.SuiteTable.Row;
import dev.assay.report.SuiteTable.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A suite as Markdown, for the page of a CI job. Texts of the system under test are hostile: every
 * character that could be markup is written as its HTML entity, which Markdown shows as the
 * character and never obeys.
 */
public final class SuiteMarkdown {
  private static final String PLAIN = " .,;()/'\"=+?%-";

  /** A CI page takes no more than a megabyte; who wants all of it opens the suite's page. */
  private static final int MOST_ROWS = 60;

  private static final int MOST_STORIES = 10;
  private static final int MOST_SENTENCES = 12;
  private static final int LONGEST = 600;

  private final StringBuilder out = new StringBuilder();
  private final SuiteTable table;

  private SuiteMarkdown(SuiteTable table) {
    this.table = table;
  }

  /** The whole text. */
  public static String of(SuiteTable table) {
    return new SuiteMarkdown(table).written();
  }

  private String written() {
    line("## Assay suite: " + table.verdict().word().toUpperCase(Locale.ROOT));
    line("");
    line(text(table.reason()));
    line("");
    line(
        text(table.subject())
            + "; seed "
            + table.seed()
            + "; took "
            + text(Wording.lasting(table.millis() * 1_000_000))
            + ". Again: "
            + code(table.command()));
    line("");
    rows();
    stories();
    notes();
    return out.toString();
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private void rows() {
    line("| | workload | faults | seed | what was found |");
    line("|---|---|---|---|---|");
    table.rows().stream().limit(MOST_ROWS).forEach(this::row);
    line("");
    if (table.rows().size() > MOST_ROWS) {
      line("The other " + (table.rows().size() - MOST_ROWS) + " runs are in the suite's page.");
      line("");
    }
  }

  private void row(Row row) {
    String found = row.status() == Status.WAIVED ? "waived: " + row.waiver() : row.reason();
    List<String> cells =
        List.of(
            row.status().mark() + " " + row.status().word(),
            text(row.workload() + " on " + row.system()),
            text(row.faults()),
            Long.toString(row.seed()),
            text(found));
    line("| " + String.join(" | ", cells) + " |");
  }

  private void stories() {
    List<Row> invalid =
        table.rows().stream().filter(row -> row.status() == Status.INVALID).toList();
    invalid.stream().limit(MOST_STORIES).forEach(this::story);
    if (invalid.size() > MOST_STORIES) {
      line(
          "The stories of the other "
              + (invalid.size() - MOST_STORIES)
              + " are in the suite's page.");
      line("");
    }
  }

  private void story(Row row) {
    line("### " + text(row.workload() + ": " + String.join(", ", row.anomalies())));
    line("");
    for (Guarantee violation : row.violations()) {
      List<String> sentences =
          violation.story().isEmpty() ? List.of(violation.reason()) : violation.story();
      Ends<String> shown = Ends.of(sentences, MOST_SENTENCES);
      shown.first().forEach(each -> line("- " + text(each)));
      if (shown.left() > 0) {
        line("- … " + Wording.count(shown.left(), "sentence") + " more in the run's report …");
      }
      shown.last().forEach(each -> line("- " + text(each)));
    }
    line("");
    line("Again: " + code(row.command()));
    line("");
  }

  private void notes() {
    List<String> notes = new ArrayList<>();
    if (!table.notProven().isEmpty()) {
      notes.add("Asked for and never proven: " + String.join(", ", table.notProven()) + ".");
    }
    notes.addAll(table.notes());
    notes.forEach(note -> line("- " + text(note)));
  }

  private static String code(String text) {
    return "<code>" + text(text) + "</code>";
  }

  /** The text on one line, with nothing in it that Markdown or HTML would take for markup. */
  static String text(String text) {
    String shown = Wording.visible(Wording.shortened(text.strip(), LONGEST));
    StringBuilder safe = new StringBuilder(shown.length() + 16);
    shown
        .replaceAll("\\s+", " ")
        .codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
            safe.appendCodePoint(c);
          } else {
            safe.append("&#").append(c).append(';');
          }
        });
    return safe.toString();
  }
}
