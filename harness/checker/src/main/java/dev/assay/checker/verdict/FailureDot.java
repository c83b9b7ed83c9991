package dev.assay.checker.verdict;

import java.util.List;
import java.util.Locale;

/**
 * A {@link FailureGraph} in the language of Graphviz. Texts come from the system under test: in a
 * quoted label {@code "} and {@code \} mean something, and so does {@code &}, which begins an
 * entity; what does not show, or would reorder the rest, is written as its code.
 */
public final class FailureDot {
  private static final int LONGEST_LINE = 200;

  private FailureDot() {}

  /** The graph as the text of a file. */
  public static String of(FailureGraph graph) {
    StringBuilder dot = new StringBuilder("digraph failure {\n");
    dot.append("  label=")
        .append(quoted(List.of(graph.title())))
        .append("; labelloc=t; fontname=\"sans-serif\";\n");
    dot.append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    dot.append("  edge [fontname=\"sans-serif\", fontsize=11];\n");
    for (int at = 0; at < graph.nodes().size(); at++) {
      FailureGraph.Node node = graph.nodes().get(at);
      dot.append("  n%d [label=%s".formatted(at, quoted(node.lines())));
      dot.append(node.end() ? ", style=bold, color=red];\n" : "];\n");
    }
    for (FailureGraph.Edge edge : graph.edges()) {
      dot.append(
          "  n%d -> n%d [label=%s];\n"
              .formatted(edge.from(), edge.to(), quoted(List.of(" " + edge.label()))));
    }
    return dot.append("}\n").toString();
  }

  private static String quoted(List<String> lines) {
    StringBuilder text = new StringBuilder("\"");
    for (String line : lines) {
      text.append(text.length() == 1 ? "" : "\\n");
      boolean cut = line.length() > LONGEST_LINE;
      (cut ? line.substring(0, LONGEST_LINE) : line).codePoints().forEach(c -> append(text, c));
      text.append(cut ? "…" : "");
    }
    return text.append('"').toString();
  }

  private static void append(StringBuilder text, int character) {
    switch (character) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '&' -> text.append("&amp;");
      default -> {
        if (shows(character)) {
          text.appendCodePoint(character);
        } else {
          text.append(String.format(Locale.ROOT, "\\\\u%04x", character));
        }
      }
    }
  }

  private static boolean shows(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
