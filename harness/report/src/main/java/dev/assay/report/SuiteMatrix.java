package dev.assay.report;

import dev.assay.report.SuiteTable.Kind;
import dev.assay.report.SuiteTable.Row;
import dev.assay.report.SuiteTable.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The workloads by the kinds of fault. A cell stands for all runs of the workload that were asked
 * for the kind: it shows the gravest of them and leads to its report.
 */
record SuiteMatrix(SuiteTable table) {
  private static final String NONE = "none";

  void write(Html html) {
    html.open("section", "id", "matrix").leaf("h2", "Matrix");
    html.leaf(
        "p",
        "Each cell shows the gravest of the runs that were asked for the fault, and leads to its"
            + " report.",
        "class",
        "note");
    html.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "matrix");
    head(html);
    html.open("tbody");
    Map<String, List<Row>> lines = lines();
    lines.entrySet().stream()
        .sorted(Comparator.comparing(line -> gravest(line.getValue()).status()))
        .forEach(line -> line(html, line.getKey(), line.getValue()));
    html.close();
    proofs(html);
    html.close(3);
  }

  private boolean calm() {
    return table.rows().stream().anyMatch(row -> row.kinds().isEmpty());
  }

  /** The runs by workload, and by system too when there is more than one. */
  private Map<String, List<Row>> lines() {
    boolean several = table.rows().stream().map(Row::system).distinct().count() > 1;
    Map<String, List<Row>> lines = new LinkedHashMap<>();
    table.rows().stream()
        .sorted(Comparator.comparing(Row::workload).thenComparing(Row::system))
        .forEach(row -> {
          String name = several ? row.workload() + " on " + row.system() : row.workload();
          lines.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
        });
    return lines;
  }

  private void head(Html html) {
    html.open("thead").open("tr").leaf("th", "Workload", "scope", "col");
    if (calm()) {
      column(html, NONE);
    }
    table.kinds().forEach(kind -> column(html, kind.word()));
    html.close(2);
  }

  private static void column(Html html, String name) {
    html.open("th", "scope", "col").leaf("span", name, "class", "upright").close();
  }

  private void line(Html html, String name, List<Row> rows) {
    html.open("tr").leaf("th", name, "scope", "row");
    if (calm()) {
      cell(html, rows, row -> row.kinds().isEmpty(), NONE);
    }
    for (Kind kind : table.kinds()) {
      cell(html, rows, row -> row.kinds().contains(kind.word()), kind.word());
    }
    html.close();
  }

  private static void cell(Html html, List<Row> all, Predicate<Row> asked, String kind) {
    List<Row> rows = all.stream().filter(asked).toList();
    if (rows.isEmpty()) {
      html.leaf("td", "");
      return;
    }
    Row row = gravest(rows);
    Status status = row.status();
    String label =
        "%s under %s: %s (of %s)"
            .formatted(row.workload(), kind, status.word(), Wording.count(rows.size(), "run"));
    html.open("td");
    if (row.report().isEmpty()) {
      html.leaf(
          "span",
          status.mark(),
          "class",
          "cell " + status.tone(),
          "title",
          label,
          "role",
          "img",
          "aria-label",
          label);
    } else {
      html.leaf(
          "a",
          status.mark(),
          "class",
          "cell " + status.tone(),
          "href",
          row.report(),
          "title",
          label,
          "aria-label",
          label);
    }
    html.close();
  }

  private static Row gravest(List<Row> rows) {
    return rows.stream().min(Comparator.comparing(Row::status)).orElseThrow();
  }

  private void proofs(Html html) {
    if (table.kinds().isEmpty()) {
      return;
    }
    html.open("tfoot").open("tr").leaf("th", "Proven in runs", "scope", "row");
    if (calm()) {
      html.leaf("td", "");
    }
    for (Kind kind : table.kinds()) {
      String tone = kind.proven() == 0 ? "lacking" : "proven";
      html.leaf("td", kind.proven() + "/" + kind.asked(), "class", tone);
    }
    html.close(2);
  }
}
