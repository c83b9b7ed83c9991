package dev.assay.report;

import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.FailureGraph.Edge;
import dev.assay.report.GraphLayout.Box;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A failure as a graph: of operations, what could have taken effect so far, the state after it, and
 * why nothing can follow; of transactions, the cycle.
 */
final class GraphDiagram {
  private static final int BEND = 40;
  private static final int HEAD = 8;

  /** A label stands that far beside its arrow. */
  private static final int LABEL = 10;

  private final FailureGraph graph;
  private final GraphLayout layout;

  /** How many arrows a node has got so far. */
  private final Map<Integer, Integer> came = new HashMap<>();

  GraphDiagram(FailureGraph graph) {
    this.graph = graph;
    this.layout = new GraphLayout(graph);
  }

  void write(Html html) {
    int space = layout.ring() && graph.nodes().size() == 2 ? BEND : 0;
    Svg.openFigure(html, layout.width(), layout.height() + space, graph.title());
    for (Edge edge : graph.edges()) {
      if (layout.ring()) {
        bent(html, edge);
      } else {
        straight(html, edge);
      }
    }
    layout.boxes().forEach(box -> box(html, box));
    html.close(2);
    html.leaf("figcaption", explanation());
    html.close();
  }

  private String explanation() {
    String shown = Wording.shortened(graph.title(), 200) + ". ";
    return layout.ring()
        ? shown
            + "Each arrow leads from a transaction to one that must come after it:"
            + " ww, it overwrote what the first wrote; wr, it read that; rw, it overwrote what the"
            + " first had read."
        : shown
            + "Each box is what may have taken effect so far, and the state after it; an arrow is"
            + " the operation that comes next. A box with ✕ is an end: what is left cannot follow.";
  }

  private static void box(Html html, Box box) {
    html.open("g", "class", box.end() ? "config end" : "config");
    html.open(
            "rect",
            "x",
            Svg.number(box.left()),
            "y",
            Svg.number(box.top()),
            "width",
            Svg.number(box.width()),
            "height",
            Svg.number(box.height()),
            "rx",
            "4")
        .close();
    double y = box.y() - (box.lines().size() - 1) * GraphLayout.LINE / 2.0 + 4;
    for (String line : box.lines()) {
      Svg.text(html, "line", line, box.left() + 10, y);
      y += GraphLayout.LINE;
    }
    html.close();
  }

  /** To the next column: it arrives on the left side, below those that came before. */
  private void straight(Html html, Edge edge) {
    Box from = layout.box(edge, false);
    Box to = layout.box(edge, true);
    long all = graph.edges().stream().filter(other -> other.to() == edge.to()).count();
    int number = came.merge(edge.to(), 1, Integer::sum);
    double x = from.left() + from.width();
    double toX = to.left();
    double toY = to.top() + to.height() * number / (all + 1);
    double middle = (x + toX) / 2;
    String path =
        String.format(
            Locale.ROOT,
            "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f",
            x,
            from.y(),
            middle,
            from.y(),
            middle,
            toY,
            toX,
            toY);
    arrow(html, edge, path, Svg.head(toX - HEAD, toY, toX, toY, HEAD));
    html.leaf(
        "text",
        layout.label(edge),
        "class",
        "label",
        "x",
        Svg.number(toX - HEAD - 4),
        "y",
        Svg.number(toY - 4),
        "text-anchor",
        "end");
    html.close();
  }

  /** In a ring: two that join the same nodes bend to different sides. */
  private void bent(Html html, Edge edge) {
    Box from = layout.box(edge, false);
    Box to = layout.box(edge, true);
    double length = Math.max(1, Math.hypot(to.x() - from.x(), to.y() - from.y()));
    double bend = bend(edge);
    double middleX = (from.x() + to.x()) / 2 - (to.y() - from.y()) / length * bend;
    double middleY = (from.y() + to.y()) / 2 + (to.x() - from.x()) / length * bend;
    double[] start = border(from, middleX, middleY);
    double[] end = border(to, middleX, middleY);
    String path =
        String.format(
            Locale.ROOT,
            "M%.1f %.1f Q%.1f %.1f %.1f %.1f",
            start[0],
            start[1],
            middleX,
            middleY,
            end[0],
            end[1]);
    arrow(html, edge, path, Svg.head(middleX, middleY, end[0], end[1], HEAD));
    label(
        html,
        edge,
        bend,
        (start[0] + end[0]) / 4 + middleX / 2,
        (start[1] + end[1]) / 4 + middleY / 2);
    html.close();
  }

  /** To the right of an arrow that goes up or down; else above it, or below one that bends down. */
  private void label(Html html, Edge edge, double bend, double x, double y) {
    boolean upright = layout.box(edge, false).x() == layout.box(edge, true).x();
    double below =
        (layout.box(edge, true).x() - layout.box(edge, false).x()) * bend > 0 ? LABEL : 0;
    html.leaf(
        "text",
        layout.label(edge),
        "class",
        "label",
        "x",
        Svg.number(upright ? x + LABEL : x),
        "y",
        Svg.number(upright ? y + 4 : below > 0 ? y + 8 + below : y - 6),
        "text-anchor",
        upright ? "start" : "middle");
  }

  private double bend(Edge edge) {
    List<Edge> same =
        graph.edges().stream()
            .filter(other ->
                (other.from() == edge.from() && other.to() == edge.to())
                    || (other.from() == edge.to() && other.to() == edge.from()))
            .toList();
    double side = (same.indexOf(edge) - (same.size() - 1) / 2.0) * 2 * BEND;
    return edge.from() < edge.to() ? -side : side;
  }

  /** Where the line from a box's middle to a point leaves the box. */
  private static double[] border(Box box, double x, double y) {
    double dx = x - box.x();
    double dy = y - box.y();
    double part =
        Math.min(
            dx == 0 ? Double.MAX_VALUE : box.width() / 2 / Math.abs(dx),
            dy == 0 ? Double.MAX_VALUE : box.height() / 2 / Math.abs(dy));
    double within = Math.min(1, part);
    return new double[] {box.x() + dx * within, box.y() + dy * within};
  }

  /** Opens a group, in which the label belongs. */
  private static void arrow(Html html, Edge edge, String path, String head) {
    html.open("g", "class", "step");
    html.leaf("title", edge.label());
    html.leaf("path", "", "class", "way", "d", path);
    html.leaf("path", "", "d", head);
  }
}
