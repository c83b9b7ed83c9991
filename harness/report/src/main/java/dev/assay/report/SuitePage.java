package dev.assay.report;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.report.SuiteTable.Row;
import dev.assay.report.SuiteTable.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Writes {@code suite.html}: one file that opens from disk and needs no script. */
public final class SuitePage {
  private static final List<String> STYLES = List.of("base", "sections", "suite", "print");
  private static final int MOST_KINDS_IN_A_LINE = 6;

  private final SuiteTable table;
  private final Html html = new Html();

  private SuitePage(SuiteTable table) {
    this.table = table;
  }

  /**
   * Writes the page; the file appears whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(SuiteTable table, Path file) throws IOException {
    Map<String, Supplier<String>> parts = new TreeMap<>();
    parts.put(
        "title", () -> new Html().text("Suite · " + Wording.title(table.verdict())).finished());
    parts.put("style", () -> Page.joined(STYLES, "css/", ".css"));
    parts.put("body", () -> new SuitePage(table).body());
    Page.write("hunt.html", parts, file);
  }

  private String body() {
    html.open("header", "class", "masthead").open("div", "class", "masthead-line");
    html.leaf("span", "Assay", "class", "brand");
    html.leaf("span", "suite, " + table.subject(), "class", "subject").close();
    html.open("nav", "aria-label", "Sections");
    html.leaf("a", "Matrix", "href", "#matrix").leaf("a", "Runs", "href", "#runs");
    html.leaf("a", "How to read this", "href", "#reading").close(2);
    html.open("main");
    summary();
    new SuiteMatrix(table).write(html);
    runs();
    reading();
    return html.close().finished();
  }

  private void summary() {
    html.open("section", "id", "verdict");
    html.open("div", "class", "verdict " + table.verdict().word());
    Seal.large(html, table.verdict());
    html.open("div", "class", "verdict-words").open("h1");
    html.leaf("strong", Wording.title(table.verdict())).text(" ").leaf("span", headline()).close();
    html.leaf("p", table.reason(), "class", "reason").close(2);
    if (!table.notes().isEmpty()) {
      html.open("ul", "class", "notes");
      table.notes().forEach(note -> html.leaf("li", note));
      html.close();
    }
    html.open("dl", "class", "facts");
    for (Status status : Status.values()) {
      if (table.count(status) > 0) {
        fact(heading(status), Wording.count(table.count(status)));
      }
    }
    fact("Fault kinds proven", proven() + " of " + table.kinds().size());
    fact("Took", Wording.lasting(table.millis() * 1_000_000));
    fact("Time budget", table.budget());
    fact("Seed", Long.toString(table.seed()));
    html.close().open("div", "class", "repeat");
    html.leaf("span", "Again", "class", "repeat-title").command(table.command());
    html.close(2);
  }

  private void fact(String name, String value) {
    VerdictSection.fact(html, name, value);
  }

  private long proven() {
    return table.kinds().stream().filter(kind -> kind.proven() > 0).count();
  }

  private String headline() {
    return switch (table.verdict()) {
      case INVALID -> Wording.count(table.count(Status.INVALID), "run") + " broke a promise";
      case VALID ->
          table.count(Status.WAIVED) == 0
              ? "every run kept its promises"
              : "nothing is broken that is not waived";
      case UNKNOWN -> "nothing is broken, but that is not enough to say valid";
    };
  }

  private static String heading(Status status) {
    return status.word().substring(0, 1).toUpperCase(Locale.ROOT) + status.word().substring(1);
  }

  private void runs() {
    html.open("section", "id", "runs").leaf("h2", "Runs");
    html.open("table", "class", "runs").open("thead").open("tr");
    for (String heading : List.of("Outcome", "Workload and faults", "What was found", "Run")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody");
    table.rows().forEach(this::run);
    html.close(3);
  }

  private void run(Row row) {
    html.open("tr").open("td");
    badge(html, row.status());
    html.close().open("th", "scope", "row");
    html.leaf("div", row.workload() + " on " + row.system(), "class", "value");
    html.leaf("p", faults(row), "class", "about");
    if (row.failedBefore()) {
      html.leaf("p", "Was invalid in an earlier suite.", "class", "about");
    }
    html.close().open("td", "class", "found");
    row.anomalies().forEach(anomaly -> html.leaf("span", anomaly, "class", "tag"));
    html.leaf("p", row.status() == Status.WAIVED ? row.waiver() : row.reason());
    stories(row);
    html.close().open("td", "class", "links");
    if (!row.report().isEmpty()) {
      html.leaf("a", "report", "href", row.report());
      html.leaf("span", Wording.lasting(row.millis() * 1_000_000));
    }
    html.leaf("span", "seed " + row.seed()).close(2);
  }

  private static String faults(Row row) {
    return row.kinds().size() > MOST_KINDS_IN_A_LINE
        ? row.kinds().size() + " kinds of fault"
        : row.faults();
  }

  private void stories(Row row) {
    if (row.command().isEmpty()) {
      return;
    }
    html.open("details").leaf("summary", row.violations().isEmpty() ? "Again" : "Story");
    for (Guarantee violation : row.violations()) {
      html.open("ol", "class", "story");
      violation.story().forEach(sentence -> html.leaf("li", sentence));
      html.close();
    }
    html.command(row.command()).close();
  }

  static void badge(Html html, Status status) {
    html.open("span", "class", "badge " + status.tone());
    html.leaf("span", status.mark(), "class", "mark", "aria-hidden", "true");
    html.text(status.word()).close();
  }

  private void reading() {
    html.open("section", "id", "reading").leaf("h2", "How to read this");
    html.leaf(
        "p",
        "Each run is one workload under some kinds of fault. Invalid: it broke a promise, and its"
            + " report tells the story. Unknown: no violation was seen, but too little was"
            + " exercised, or a check was cut off. Not run: it did not fit into the time budget, or"
            + " the suite was interrupted. Error: a fault of the harness or of the machine, which"
            + " says nothing of the system. Waived: it broke only promises that the waiver file"
            + " names. The suite is valid when every run is valid or waived and every kind of fault"
            + " was proven to be in effect at least once.");
    html.open("dl", "class", "details");
    fact("Began", table.began());
    table.versions().forEach((name, value) -> fact("version of " + name, value));
    html.close().open("p", "class", "note").text("Beside this page: ");
    for (String file : List.of("suite.json", "suite.md", "junit.xml")) {
      html.leaf("a", file, "href", file).text(" ");
    }
    html.close(2);
  }
}
