package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A space-time diagram (Lamport, "Time, clocks, and the ordering of events in a distributed
 * system", CACM 1978): what happened at each node, and which message led from where to where.
 */
final class MessageDiagram {
  private static final int LEFT = 270;
  private static final int MARKS = 75;
  private static final int COLUMN = 250;
  private static final int TOP = 30;
  private static final int ROW = 14;
  private static final int MARK_LENGTH = 26;
  private static final int LABEL_LENGTH = 34;
  private static final double HEAD = 6;

  private final List<String> nodes;
  private final List<NodeMessage> messages;
  private final List<Entry> marks;
  private final IdentityHashMap<NodeMessage, Integer> sent = new IdentityHashMap<>();
  private final IdentityHashMap<NodeMessage, Integer> arrived = new IdentityHashMap<>();
  private final Map<Long, Integer> marked = new HashMap<>();
  private final List<Long> rows = new ArrayList<>();

  /** Something that needs a row of its own. */
  private record Happening(long time, Runnable row) {}

  /**
   * A diagram.
   *
   * @param nodes the names of all, from left to right
   * @param marks lines of the history to be shown beside the messages
   */
  MessageDiagram(List<String> nodes, List<NodeMessage> messages, List<Entry> marks) {
    this.nodes = nodes;
    this.messages =
        messages.stream().filter(each -> known(each.from()) && known(each.to())).toList();
    this.marks = marks;
    List<Happening> happenings = new ArrayList<>();
    for (NodeMessage message : this.messages) {
      happenings.add(new Happening(message.sent(), () -> sent.put(message, rows.size())));
      Long came = message.arrived();
      if (came != null) {
        happenings.add(new Happening(came, () -> arrived.put(message, rows.size())));
      }
    }
    for (Entry mark : marks) {
      happenings.add(new Happening(mark.time(), () -> marked.put(mark.index(), rows.size())));
    }
    happenings.sort(Comparator.comparingLong(Happening::time));
    for (Happening happening : happenings) {
      happening.row().run();
      rows.add(happening.time());
    }
  }

  private boolean known(String node) {
    return nodes.contains(node);
  }

  void write(Html html) {
    int width = LEFT + nodes.size() * COLUMN;
    int height = TOP + rows.size() * ROW + 12;
    Svg.openFigure(html, width, height, "Messages between nodes; the list below says the same");
    columns(html, height);
    times(html);
    messages.forEach(message -> arrow(html, message));
    marks.forEach(mark -> mark(html, mark));
    html.close(3);
    list(html);
  }

  private void columns(Html html, int height) {
    Svg.text(html, "who", "clients", MARKS, 16);
    for (String node : nodes) {
      double x = x(node);
      Svg.text(html, "who", Wording.cut(node, 20), x - 8, 16);
      Svg.line(html, "guide", x, 22, x, height - 4);
    }
  }

  private double x(String node) {
    return LEFT + nodes.indexOf(node) * (double) COLUMN;
  }

  private static double y(int row) {
    return TOP + row * (double) ROW + 5;
  }

  /** Where the time has gone on. */
  private void times(Html html) {
    String before = "";
    for (int row = 0; row < rows.size(); row++) {
      String time = Wording.at(rows.get(row));
      if (!time.equals(before)) {
        Svg.text(html, "moment", time, 0, y(row) + 4);
        before = time;
      }
    }
  }

  private void arrow(Html html, NodeMessage message) {
    double fromX = x(message.from());
    double toX = x(message.to());
    double fromY = y(sent.getOrDefault(message, 0));
    Integer end = arrived.get(message);
    double direction = Math.signum(toX - fromX);
    html.open("g", "class", end == null ? "message lost" : "message");
    html.leaf("title", words(message));
    if (end == null) {
      double lostX = fromX + direction * COLUMN / 2;
      Svg.line(html, "arrow", fromX, fromY, lostX, fromY + ROW);
      Svg.text(html, "cross", "✕", lostX - 4, fromY + ROW + 4);
    } else {
      double toY = y(end);
      Svg.line(html, "arrow", fromX, fromY, toX, toY);
      html.leaf("path", "", "d", Svg.head(fromX, fromY, toX, toY, HEAD));
    }
    String label = Wording.cut(message.text(), LABEL_LENGTH);
    double at = direction > 0 ? fromX + 5 : fromX - 5;
    html.leaf(
        "text",
        label,
        "class",
        "label",
        "x",
        Svg.number(at),
        "y",
        Svg.number(fromY - 2),
        "text-anchor",
        direction > 0 ? "start" : "end");
    html.close();
  }

  private void mark(Html html, Entry mark) {
    double y = y(marked.getOrDefault(mark.index(), 0));
    String words = Wording.cut(words(mark), MARK_LENGTH);
    if (mark.actor() instanceof Actor.Node(String name) && known(name)) {
      Svg.text(html, "event", "◆", x(name) - 5, y + 4);
      Svg.text(html, "label event", words, x(name) + 8, y + 4);
    } else {
      Svg.text(html, "label evidence", words, MARKS, y + 4);
    }
  }

  private static String words(Entry mark) {
    String value = mark.value() == null ? "" : " " + Wording.value(mark.value());
    return switch (mark.type()) {
      case INVOKE -> "▶ %s %s%s%s".formatted(mark.actor(), mark.f(), value, node(mark));
      case OK, FAIL, INFO ->
          "◀ %s %s%s"
              .formatted(mark.actor(), mark.type().toString().toLowerCase(Locale.ROOT), value);
      case EVENT -> mark.f();
    };
  }

  private static String node(Entry mark) {
    return mark.node() == null ? "" : " at " + mark.node();
  }

  private static String words(NodeMessage message) {
    Long came = message.arrived();
    return "%s  %s → %s: %s%s"
        .formatted(
            Wording.at(message.sent()),
            message.from(),
            message.to(),
            message.text(),
            came == null
                ? " (did not arrive)"
                : ", there after " + Wording.lasting(came - message.sent()));
  }

  private void list(Html html) {
    html.open("details").leaf("summary", "The same as a list");
    StringBuilder text = new StringBuilder();
    messages.forEach(message -> text.append(words(message)).append('\n'));
    html.open("div", "class", "scroll").leaf("pre", text.toString(), "class", "log").close(2);
  }
}
