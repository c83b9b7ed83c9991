package dev.assay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Writes {@code report.html}: one file that opens from disk, loads nothing from anywhere, and shows
 * every text of the history as text only.
 */
public final class ReportWriter {
  private static final List<String> SCRIPTS =
      List.of(
          "theme",
          "operations",
          "window",
          "rows",
          "overview",
          "timeline",
          "filter",
          "pointer",
          "charts",
          "page");
  private static final List<String> STYLES = List.of("base", "sections", "print");

  /** The files of a run that the page leads to, where they are. */
  private static final List<String> FILES =
      List.of(
          "run.json",
          "history.jsonl",
          "verdict.json",
          "summary.md",
          "trace.json",
          "junit.xml",
          "failure.dot",
          "messages.jsonl",
          "assay.log",
          "nodes/");

  private ReportWriter() {}

  /**
   * Writes the page; the file appears whole or not at all. It leads to those files of the run that
   * lie beside it by then.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(ReportInput input, Path reportHtml) throws IOException {
    Picture picture = Picture.of(input, beside(reportHtml));
    OperationPack pack = OperationPack.of(picture);
    Map<String, Supplier<String>> parts = new TreeMap<>();
    parts.put("title", () -> title(input));
    parts.put("style", () -> Page.joined(STYLES, "css/", ".css"));
    parts.put("body", () -> body(picture));
    parts.put("data", () -> InlineJson.of(PageData.of(picture, pack)));
    parts.put("operations", pack::columns);
    parts.put("dictionary", pack::dictionary);
    Page.script(SCRIPTS, parts);
    Page.write("page.html", parts, reportHtml);
  }

  private static List<String> beside(Path reportHtml) throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : FILES) {
      Path file = reportHtml.resolveSibling(name);
      if (Files.isRegularFile(file) || (Files.isDirectory(file) && !empty(file))) {
        found.add(name);
      }
    }
    return found;
  }

  private static boolean empty(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  private static String title(ReportInput input) {
    return new Html()
        .text(
            Wording.title(input.verdict())
                + " · "
                + input.spec().workload()
                + (input.recorded() ? " · " : " on ")
                + input.spec().system()
                + (input.recorded() ? "" : " · seed " + input.spec().seed()))
        .finished();
  }

  private static String body(Picture picture) {
    Html html = new Html();
    List<Section> sections = Section.all(picture);
    new Masthead(picture, sections).write(html);
    html.open("main");
    for (Section section : sections) {
      html.open("section", "id", section.id());
      if (!section.title().isEmpty()) {
        html.leaf("h2", section.title());
      }
      section.write(html);
      html.close();
    }
    html.close();
    return html.finished();
  }
}
