package dev.assay.report;

import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.FailureGraph.Edge;
import dev.assay.checker.verdict.FailureGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Where the nodes of a failure's graph are drawn: in columns from left to right, each behind all
 * that lead to it; or in a ring, when it has a cycle.
 */
final class GraphLayout {
  static final int LINE = 16;
  private static final double LETTER = 7.3;
  private static final int MOST_LETTERS = 46;
  private static final int MOST_LINES = 8;
  private static final int MARGIN = 10;
  private static final int BETWEEN_COLUMNS = 92;
  private static final int BETWEEN_ROWS = 16;
  private static final int BETWEEN_LINKS = 44;
  private static final int LONGEST_NAME = 14;
  private static final int LONGEST_LINK = 24;

  /** An arrow's end needs that much of a box's side. */
  private static final int ARROW = 15;

  /** A node's box; {@code x} and {@code y} are its middle. */
  record Box(double x, double y, double width, double height, List<String> lines, boolean end) {
    Box at(double newX, double newY) {
      return new Box(newX, newY, width, height, lines, end);
    }

    double left() {
      return x - width / 2;
    }

    double top() {
      return y - height / 2;
    }
  }

  private final FailureGraph graph;
  private final List<Box> boxes = new ArrayList<>();
  private final boolean ring;

  GraphLayout(FailureGraph graph) {
    this.graph = graph;
    for (int i = 0; i < graph.nodes().size(); i++) {
      boxes.add(box(i));
    }
    List<Integer> columns = columns();
    this.ring = columns.isEmpty();
    if (ring) {
      inRing();
    } else {
      inColumns(columns);
    }
  }

  /** Whether something leads back to where it came from. */
  boolean ring() {
    return ring;
  }

  Box box(Edge edge, boolean target) {
    return boxes.get(target ? edge.to() : edge.from());
  }

  List<Box> boxes() {
    return List.copyOf(boxes);
  }

  int width() {
    double beside = ring ? between() : 0;
    return MARGIN
        + (int)
            boxes.stream()
                .mapToDouble(box -> Math.max(box.left() + box.width(), box.x() + beside))
                .max()
                .orElse(0);
  }

  int height() {
    return MARGIN
        + (int) boxes.stream().mapToDouble(box -> box.top() + box.height()).max().orElse(0);
  }

  private Box box(int number) {
    Node node = graph.nodes().get(number);
    List<String> lines =
        new ArrayList<>(
            node.lines().stream()
                .limit(MOST_LINES)
                .map(line -> Wording.cut(line, MOST_LETTERS))
                .toList());
    int more = node.lines().size() - lines.size();
    if (more > 0) {
      lines.add("… and " + Wording.count(more, "line"));
    }
    if (node.end()) {
      lines.set(0, "✕ " + lines.getFirst());
    }
    double width = 20 + LETTER * lines.stream().mapToInt(String::length).max().orElse(0);
    long arrows = graph.edges().stream().filter(edge -> edge.to() == number).count();
    double height = Math.max(lines.size() * LINE + 12, (arrows + 1) * ARROW);
    return new Box(0, 0, width, height, lines, node.end());
  }

  /** The column of each node; nothing when there is a cycle. */
  private List<Integer> columns() {
    int[] missing = new int[boxes.size()];
    int[] column = new int[boxes.size()];
    graph.edges().forEach(edge -> missing[edge.to()]++);
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    int placed = 0;
    while (!ready.isEmpty()) {
      int node = ready.remove();
      placed++;
      for (Edge edge : graph.edges()) {
        if (edge.from() == node) {
          column[edge.to()] = Math.max(column[edge.to()], column[node] + 1);
          if (--missing[edge.to()] == 0) {
            ready.add(edge.to());
          }
        }
      }
    }
    return placed < column.length ? List.of() : Arrays.stream(column).boxed().toList();
  }

  private void inColumns(List<Integer> columns) {
    int count = columns.stream().mapToInt(column -> column + 1).max().orElse(0);
    double left = MARGIN;
    for (int column = 0; column < count; column++) {
      List<Integer> members = new ArrayList<>();
      for (int node = 0; node < columns.size(); node++) {
        if (columns.get(node) == column) {
          members.add(node);
        }
      }
      members.sort(Comparator.comparingDouble(this::cameFrom));
      double width = members.stream().mapToDouble(node -> boxes.get(node).width()).max().orElse(0);
      stack(members, left + width / 2);
      left += width + BETWEEN_COLUMNS;
    }
    double top = boxes.stream().mapToDouble(Box::top).min().orElse(0) - MARGIN;
    boxes.replaceAll(box -> box.at(box.x(), box.y() - top));
  }

  /** One below the other, around the height 0. */
  private void stack(List<Integer> members, double x) {
    double all = members.stream().mapToDouble(node -> boxes.get(node).height()).sum();
    double y = -(all + (members.size() - 1) * (double) BETWEEN_ROWS) / 2;
    for (int node : members) {
      Box box = boxes.get(node);
      boxes.set(node, box.at(x, y + box.height() / 2));
      y += box.height() + BETWEEN_ROWS;
    }
  }

  /** The middle of those that lead to it. */
  private double cameFrom(int node) {
    return graph.edges().stream()
        .filter(edge -> edge.to() == node)
        .mapToDouble(edge -> boxes.get(edge.from()).y())
        .average()
        .orElse(0);
  }

  /** Down on the left and up on the right; two lie beside each other. */
  private void inRing() {
    int count = boxes.size();
    int left = count == 2 ? 1 : (count + 1) / 2;
    double widest = boxes.stream().mapToDouble(Box::width).max().orElse(0);
    double step = boxes.stream().mapToDouble(Box::height).max().orElse(0) + BETWEEN_LINKS;
    double top = step / 2 + (count == 2 ? BETWEEN_LINKS : 0);
    double all = (left - 1) * step;
    for (int i = 0; i < count; i++) {
      int others = count - left;
      boolean down = i < left;
      double share = others == 1 ? 0.5 : (count - 1.0 - i) / (others - 1);
      double x = MARGIN + widest / 2 + (down ? 0 : widest + between());
      boxes.set(i, boxes.get(i).at(x, top + (down ? i * step : all * share)));
    }
  }

  /** An arrow of a ring bears its whole label. */
  private double between() {
    int longest = graph.edges().stream().mapToInt(edge -> label(edge).length()).max().orElse(0);
    return Math.max(BETWEEN_COLUMNS, 24 + LETTER * longest);
  }

  /** What stands beside an arrow: of an operation, which the story tells, the name alone. */
  String label(Edge edge) {
    String label = edge.label();
    int colon = label.indexOf(": ");
    boolean named = colon > 0 && label.length() > LONGEST_NAME;
    return Wording.cut(
        named ? label.substring(0, colon) : label, ring ? LONGEST_LINK : LONGEST_NAME);
  }
}
