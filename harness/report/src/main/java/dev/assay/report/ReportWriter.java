package dev.assay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writes {@code report.html}: one file that opens from disk, loads nothing from anywhere, and shows
 * every text of the history as text only.
 */
public final class ReportWriter {
  private static final List<String> SCRIPTS =
      List.of("theme", "operations", "window", "rows", "timeline", "pointer", "charts", "page");
  private static final List<String> STYLES = List.of("base", "sections", "print");

  private ReportWriter() {}

  /**
   * Writes the page; the file appears whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(ReportInput input, Path reportHtml) throws IOException {
    Picture picture = Picture.of(input);
    OperationPack pack = OperationPack.of(picture);
    Map<String, Supplier<String>> parts = new TreeMap<>();
    parts.put("title", () -> title(input));
    parts.put("style", () -> joined(STYLES, "css/", ".css"));
    parts.put("body", () -> body(picture));
    parts.put("data", () -> InlineJson.of(PageData.of(picture, pack)));
    parts.put("operations", pack::columns);
    parts.put("dictionary", pack::dictionary);
    parts.put("script", () -> joined(SCRIPTS, "js/", ".js"));
    Path unfinished = reportHtml.resolveSibling(reportHtml.getFileName() + ".part");
    try {
      try (Writer out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
        fill(resource("page.html"), parts, out);
      }
      Files.move(unfinished, reportHtml, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Copies the shell and puts each part where its name stands between double braces. */
  private static void fill(String shell, Map<String, Supplier<String>> parts, Writer out)
      throws IOException {
    int from = 0;
    while (true) {
      int open = shell.indexOf("{{", from);
      if (open < 0) {
        out.write(shell.substring(from));
        return;
      }
      int close = shell.indexOf("}}", open);
      Supplier<String> part = parts.get(shell.substring(open + 2, close));
      if (part == null) {
        throw new IllegalStateException("no such part: " + shell.substring(open, close + 2));
      }
      out.write(shell.substring(from, open));
      out.write(part.get());
      from = close + 2;
    }
  }

  private static String title(ReportInput input) {
    return new Html()
        .text(
            Wording.title(input.verdict())
                + " · "
                + input.spec().workload()
                + " on "
                + input.spec().system()
                + " · seed "
                + input.spec().seed())
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

  private static String joined(List<String> names, String prefix, String suffix) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(resource(prefix + name + suffix)).append('\n');
    }
    return text.toString();
  }

  private static String resource(String name) {
    try (InputStream in = ReportWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not in the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}
