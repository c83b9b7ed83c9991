package dev.assay.report;

import dev.assay.checker.verdict.Verdict;
import dev.assay.report.HuntTable.Kind;
import dev.assay.report.HuntTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Writes {@code hunt.html}: one file that opens from disk and needs no script. */
public final class HuntPage {
  private static final List<String> STYLES = List.of("base", "sections", "hunt", "print");
  private static final Comparator<Row> FAILURES_FIRST =
      Comparator.comparingInt((Row row) -> badness(row.verdict())).thenComparing(Row::name);

  private final HuntTable table;
  private final Html html = new Html();

  private HuntPage(HuntTable table) {
    this.table = table;
  }

  /**
   * Writes the page; the file appears whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(HuntTable table, Path file) throws IOException {
    Map<String, Supplier<String>> parts = new TreeMap<>();
    parts.put(
        "title",
        () -> new Html().text("Seeded bugs · " + Wording.title(table.verdict())).finished());
    parts.put("style", () -> Page.joined(STYLES, "css/", ".css"));
    parts.put("body", () -> new HuntPage(table).body());
    Page.write("hunt.html", parts, file);
  }

  private String body() {
    html.open("header", "class", "masthead").open("div", "class", "masthead-line");
    html.leaf("span", "Assay", "class", "brand");
    html.leaf("span", "hunt of seeded bugs on " + table.where(), "class", "subject").close();
    html.open("nav", "aria-label", "Sections");
    link(Kind.BUG);
    link(Kind.TWIN);
    link(Kind.EQUIVALENT);
    html.leaf("a", "How to read this", "href", "#reading").close(2);
    html.open("main");
    summary();
    rows(Kind.BUG);
    rows(Kind.TWIN);
    rows(Kind.EQUIVALENT);
    reading();
    return html.close().finished();
  }

  private List<Row> of(Kind kind) {
    return table.rows().stream().filter(row -> row.kind() == kind).sorted(FAILURES_FIRST).toList();
  }

  private void link(Kind kind) {
    if (!of(kind).isEmpty()) {
      html.leaf("a", title(kind), "href", "#" + id(kind));
    }
  }

  private void summary() {
    html.open("section", "id", "verdict");
    html.open("div", "class", "verdict " + table.verdict().word());
    Seal.large(html, table.verdict());
    html.open("div", "class", "verdict-words").open("h1");
    html.leaf("strong", word(table.verdict())).text(" ").leaf("span", headline()).close();
    html.leaf("p", failures(), "class", "reason").close(2);
    html.open("dl", "class", "facts");
    fact("Bugs caught", good(Kind.BUG));
    fact("Twins clean", good(Kind.TWIN));
    fact("Not visible", Long.toString(of(Kind.EQUIVALENT).size()));
    fact("Runs", Wording.count(table.runs()));
    fact("Took", Wording.lasting(table.millis() * 1_000_000));
    fact("Seed", Long.toString(table.seed()));
    html.close().open("div", "class", "repeat");
    html.leaf("span", "Hunt again", "class", "repeat-title").command(table.command());
    html.close(2);
  }

  private void fact(String name, String value) {
    VerdictSection.fact(html, name, value);
  }

  private String good(Kind kind) {
    List<Row> rows = of(kind);
    return rows.stream().filter(row -> row.verdict() == Verdict.VALID).count()
        + " of "
        + rows.size();
  }

  private String headline() {
    return good(Kind.BUG) + " bugs were caught, " + good(Kind.TWIN) + " benign twins are clean";
  }

  private String failures() {
    List<String> bad =
        table.rows().stream()
            .filter(row -> row.verdict() != Verdict.VALID)
            .sorted(FAILURES_FIRST)
            .map(row -> row.name() + " (" + row.word() + ")")
            .toList();
    return bad.isEmpty()
        ? "Each was judged from the histories of runs alone: what only the server knows was not"
            + " asked."
        : "Not as it should be: " + String.join(", ", bad) + ".";
  }

  private void rows(Kind kind) {
    List<Row> rows = of(kind);
    if (rows.isEmpty()) {
      return;
    }
    html.open("section", "id", id(kind)).leaf("h2", title(kind));
    html.leaf("p", caption(kind), "class", "note");
    html.open("div", "class", "scroll").open("table", "class", "hunt").open("thead").open("tr");
    for (String heading : List.of("Name", "Outcome", "Anomalies seen", "From each base seed")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.leaf("th", "Rate", "scope", "col").close(2).open("tbody");
    rows.forEach(this::row);
    html.close(4);
  }

  private void row(Row row) {
    html.open("tr").open("th", "scope", "row").leaf("div", row.name(), "class", "value");
    html.leaf("p", row.about(), "class", "about");
    if (!row.why().isEmpty()) {
      html.leaf("p", row.why(), "class", "why");
    }
    details(row);
    html.close().open("td");
    badge(row.verdict(), row.word());
    html.close().open("td").open("ul", "class", "seen");
    row.seen().forEach(anomaly -> html.leaf("li", anomaly));
    html.close(2).open("td").open("ul", "class", "seen");
    row.tries().forEach(one -> html.leaf("li", one.text(), "class", one.verdict().word()));
    html.close(2).leaf("td", Math.round(row.rate() * 100) + " %", "class", "number").close();
  }

  private void badge(Verdict verdict, String word) {
    html.open("span", "class", "badge " + verdict.word());
    html.leaf("span", Wording.mark(verdict), "class", "mark", "aria-hidden", "true");
    html.text(word).close();
  }

  private void details(Row row) {
    if (row.verdict() == Verdict.VALID) {
      html.open("details");
    } else {
      html.open("details", "open", "open");
    }
    html.leaf("summary", "How it is hunted").open("dl", "class", "figures");
    row.facts().forEach(fact -> pair(fact.name(), fact.text()));
    for (HuntTable.Try one : row.tries()) {
      if (!one.reason().isEmpty()) {
        pair("From " + one.base(), Wording.shortened(one.reason(), 400));
      }
      if (!one.command().isEmpty()) {
        html.open("div").leaf("dt", "See it again").open("dd");
        html.command(one.command()).close(2);
      }
    }
    html.close(2);
  }

  private void pair(String name, String text) {
    html.open("div").leaf("dt", name).leaf("dd", text).close();
  }

  private void reading() {
    html.open("section", "id", "reading").leaf("h2", "How to read this");
    html.leaf(
        "p",
        "A seeded bug is a mistake, known from a real system, that is switched on in the reference"
            + " server. From each base seed one run after the other is tried until one is called"
            + " invalid. The bug is caught when that happens within its budget, in a declared"
            + " class of anomaly, and when the same run with the bug off is not invalid. A benign"
            + " twin looks like trouble and is none: no run of it may be called invalid. A bug that"
            + " other parts of the server make up for is not visible: no run of it may be invalid"
            + " either.");
    html.open("dl", "class", "details");
    fact("Began", table.began());
    fact("Base seeds", String.join(", ", table.bases().stream().map(String::valueOf).toList()));
    table.versions().forEach((name, value) -> fact("version of " + name, value));
    html.close().open("p", "class", "note").text("Beside this page: ");
    html.leaf("a", "hunt.json", "href", "hunt.json").close(2);
  }

  private static String id(Kind kind) {
    return switch (kind) {
      case BUG -> "bugs";
      case TWIN -> "twins";
      case EQUIVALENT -> "not-visible";
    };
  }

  private static String title(Kind kind) {
    return switch (kind) {
      case BUG -> "Bugs";
      case TWIN -> "Benign twins";
      case EQUIVALENT -> "Not visible";
    };
  }

  private static String caption(Kind kind) {
    return switch (kind) {
      case BUG -> "Each must be caught. The rate is the share of base seeds that caught it.";
      case TWIN -> "Nothing is wrong in these runs. The rate is the share of false alarms.";
      case EQUIVALENT ->
          "These change the server and no promise: another part of it makes up for them.";
    };
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case VALID -> "Passed";
      case INVALID -> "Failed";
      case UNKNOWN -> "Not finished";
    };
  }

  private static int badness(Verdict verdict) {
    return switch (verdict) {
      case INVALID -> 0;
      case UNKNOWN -> 1;
      case VALID -> 2;
    };
  }
}
