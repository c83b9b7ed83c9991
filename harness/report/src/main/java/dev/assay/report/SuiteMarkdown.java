package dev.assay.report;

import dev.assay.report.SuiteTable.Row;
import dev.assay.report.SuiteTable.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A suite as Markdown, for the page of a CI job. */
public final class SuiteMarkdown {
  /** A CI page takes no more than a megabyte; who wants all of it opens the suite's page. */
  private static final int MOST_ROWS = 60;

  private static final int MOST_STORIES = 10;

  private final Markdown out = new Markdown();
  private final SuiteTable table;

  private SuiteMarkdown(SuiteTable table) {
    this.table = table;
  }

  /** The whole text. */
  public static String of(SuiteTable table) {
    return new SuiteMarkdown(table).written();
  }

  private String written() {
    out.line("## Assay suite: " + table.verdict().word().toUpperCase(Locale.ROOT));
    out.line("");
    out.line(Markdown.text(table.reason()));
    out.line("");
    out.line(
        Markdown.text(table.subject())
            + "; seed "
            + table.seed()
            + "; took "
            + Markdown.text(Wording.lasting(table.millis() * 1_000_000))
            + ". Again: "
            + Markdown.code(table.command()));
    out.line("");
    rows();
    stories();
    notes();
    return out.written();
  }

  private void rows() {
    out.line("| | workload | faults | seed | what was found |");
    out.line("|---|---|---|---|---|");
    table.rows().stream().limit(MOST_ROWS).forEach(this::row);
    out.line("");
    if (table.rows().size() > MOST_ROWS) {
      out.line("The other " + (table.rows().size() - MOST_ROWS) + " runs are in the suite's page.");
      out.line("");
    }
  }

  private void row(Row row) {
    String found = row.status() == Status.WAIVED ? "waived: " + row.waiver() : row.reason();
    List<String> cells =
        List.of(
            row.status().mark() + " " + row.status().word(),
            Markdown.text(row.workload() + " on " + row.system()),
            Markdown.text(row.faults()),
            Long.toString(row.seed()),
            Markdown.text(found));
    out.line("| " + String.join(" | ", cells) + " |");
  }

  private void stories() {
    List<Row> invalid =
        table.rows().stream().filter(row -> row.status() == Status.INVALID).toList();
    invalid.stream().limit(MOST_STORIES).forEach(this::story);
    if (invalid.size() > MOST_STORIES) {
      out.line(
          "The stories of the other "
              + (invalid.size() - MOST_STORIES)
              + " are in the suite's page.");
      out.line("");
    }
  }

  private void story(Row row) {
    out.line("### " + Markdown.text(row.workload() + ": " + String.join(", ", row.anomalies())));
    out.line("");
    row.violations().forEach(out::story);
    out.line("");
    out.line("Again: " + Markdown.code(row.command()));
    out.line("");
  }

  private void notes() {
    List<String> notes = new ArrayList<>();
    if (!table.notProven().isEmpty()) {
      notes.add("Asked for and never proven: " + String.join(", ", table.notProven()) + ".");
    }
    notes.addAll(table.notes());
    notes.forEach(note -> out.line("- " + Markdown.text(note)));
  }
}
