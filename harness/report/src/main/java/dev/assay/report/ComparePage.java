package dev.assay.report;

import dev.assay.report.Comparison.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The page of two runs side by side; it opens from disk and needs no script. */
public final class ComparePage {
  private static final List<String> STYLES =
      List.of("base", "sections", "results", "compare", "print");

  private final Comparison comparison;
  private final Function<Path, String> links;
  private final Html html = new Html();

  private ComparePage(Comparison comparison, Function<Path, String> links) {
    this.comparison = comparison;
    this.links = links;
  }

  /**
   * Writes the page; the file appears whole or not at all. Its folder is created.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Comparison comparison, Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    Files.createDirectories(folder);
    Function<Path, String> links =
        run -> folder.relativize(run.toAbsolutePath().normalize()).toString();
    Page.write("hunt.html", new ComparePage(comparison, links).parts(), file);
  }

  /**
   * The page as a text.
   *
   * @param links from the page to the folder of a run
   */
  public static String text(Comparison comparison, Function<Path, String> links) {
    return Page.text("hunt.html", new ComparePage(comparison, links).parts());
  }

  private Map<String, Supplier<String>> parts() {
    Map<String, Supplier<String>> parts = new TreeMap<>();
    parts.put("title", () -> new Html().text("Two runs compared").finished());
    parts.put("style", () -> Page.joined(STYLES, "css/", ".css"));
    parts.put("body", this::body);
    return parts;
  }

  private String body() {
    html.open("header", "class", "masthead").open("div", "class", "masthead-line");
    html.leaf("span", "Assay", "class", "brand");
    html.leaf("span", "two runs compared", "class", "subject").close();
    html.open("nav", "aria-label", "Sections");
    List<String> groups = comparison.rows().stream().map(Row::group).distinct().toList();
    groups.forEach(group -> html.leaf("a", group, "href", "#" + group));
    html.close(2).open("main");
    html.open("section", "id", "runs").open("div", "class", "pair");
    run("First", comparison.first());
    run("Second", comparison.second());
    html.close();
    html.leaf("p", "● marks what differs; a factor is the second by the first.", "class", "note");
    html.close();
    groups.forEach(this::group);
    return html.close().finished();
  }

  private void run(String which, RunSummary run) {
    html.open("article").leaf("h2", which);
    html.open("p");
    Seal.word(html, run.standing().word());
    html.text(" ").leaf("a", "report", "href", report(run)).close();
    html.leaf("p", run.findings().reason(), "class", "reason");
    html.leaf("code", run.folder().toString()).close();
  }

  private String report(RunSummary run) {
    return ResultsPage.escaped(links.apply(run.folder()).replace('\\', '/')) + "/report.html";
  }

  private void group(String group) {
    html.open("section", "id", group).leaf("h2", group, "class", "group-title");
    html.open("div", "class", "scroll").open("table", "class", "compared");
    html.open("thead").open("tr");
    for (String heading : List.of("", "First", "Second", "")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody");
    comparison.rows().stream()
        .filter(row -> row.group().equals(group))
        .filter(row -> !row.words(row.first()).isEmpty() || !row.words(row.second()).isEmpty())
        .forEach(this::row);
    html.close(4);
  }

  private void row(Row row) {
    html.open("tr", "class", row.differs() ? "differs" : "same").open("th", "scope", "row");
    html.leaf("span", row.differs() ? "●" : "", "class", "mark", "aria-hidden", "true");
    html.text(row.name()).close();
    html.open("td").value(row.words(row.first())).close();
    html.open("td").value(row.words(row.second())).close();
    html.leaf("td", row.change(), "class", "number").close();
  }
}
