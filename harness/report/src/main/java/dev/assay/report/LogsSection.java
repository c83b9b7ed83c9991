package dev.assay.report;

import java.util.List;

/** What the nodes logged around the violation, as text. */
record LogsSection(Picture picture) implements Section {
  @Override
  public String id() {
    return "logs";
  }

  @Override
  public String title() {
    return "Logs around the violation";
  }

  @Override
  public void write(Html html) {
    String note =
        "The lines nearest to the first and the last line of evidence, by each node's own clock,"
            + " in the run's time.";
    html.leaf("p", note, "class", "note");
    for (LogExcerpt excerpt : picture.input().logs()) {
      html.open("h3").leaf("a", excerpt.file(), "href", excerpt.file()).close();
      html.open("div", "class", "scroll").leaf("pre", text(excerpt.lines()), "class", "log");
      html.close();
    }
  }

  private static String text(List<LogExcerpt.Line> lines) {
    StringBuilder text = new StringBuilder();
    int next = lines.getFirst().number();
    for (LogExcerpt.Line line : lines) {
      text.append(line.number() == next ? "" : "…\n");
      text.append("%10s  %s%n".formatted(Wording.at(line.nanos()), line.text().stripTrailing()));
      next = line.number() + 1;
    }
    return text.toString();
  }
}
