package dev.assay.report;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.KnownThen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Some operations as bars over time, one row for each who did something; below each bar what is
 * known then.
 */
final class CounterexampleDiagram {
  private static final int SHOWN = 16;
  private static final int LEFT = 84;
  private static final int ROW = 40;
  private static final int BAR = 26;

  private static final int NOTE_LINE = 14;

  /** So many characters of what is known stand on a line, and so many lines below a bar. */
  private static final int NOTE_LENGTH = 25;

  private static final int MOST_NOTE_LINES = 4;

  /** So many characters of what was asked, and of the answer: fewer, where there is no room. */
  private static final int[] CAPTION_LENGTHS = {28, 20, 13};

  private final List<Operation> operations;
  private final Map<Operation, List<Note>> notes = new HashMap<>();
  private final List<KnownThen> known;
  private final int leftOut;
  private int captionLength = CAPTION_LENGTHS[0];
  private ElasticAxis axis;
  private final Map<String, Integer> rows = new LinkedHashMap<>();

  /** A line below a bar. */
  private record Note(String text, boolean broken) {}

  CounterexampleDiagram(List<Operation> all, List<KnownThen> known, long runEnd) {
    this.leftOut = Math.max(0, all.size() - SHOWN);
    this.operations = all.subList(leftOut, all.size());
    for (Operation operation : operations) {
      rows.computeIfAbsent(Wording.actor(operation.invocation().actor()), who -> rows.size());
    }
    this.known = known;
    this.axis = axis(runEnd);
    for (int shorter = 1; shorter < CAPTION_LENGTHS.length && tooWide(); shorter++) {
      captionLength = CAPTION_LENGTHS[shorter];
      axis = axis(runEnd);
    }
  }

  private List<Note> notes(Operation operation) {
    int length = Math.max(NOTE_LENGTH, caption(operation).length());
    List<Note> lines = new ArrayList<>();
    for (KnownThen each : operation.known(known)) {
      String mark = each.broken() ? "✕ " : "";
      for (String line : Wording.lines(mark + each.text(), length)) {
        lines.add(new Note(line, each.broken()));
      }
    }
    return lines.subList(0, Math.min(MOST_NOTE_LINES, lines.size()));
  }

  private int rowHeight() {
    return ROW + NOTE_LINE * notes.values().stream().mapToInt(List::size).max().orElse(0);
  }

  private boolean tooWide() {
    return axis.width() > ElasticAxis.ROOM;
  }

  private ElasticAxis axis(long runEnd) {
    List<ElasticAxis.Need> needs = new ArrayList<>();
    for (Operation operation : operations) {
      notes.put(operation, notes(operation));
      long end = operation.completion() == null ? operation.start() : operation.end(runEnd);
      double width = Math.max(width(caption(operation)), noteWidth(operation));
      needs.add(new ElasticAxis.Need(operation.start(), end, width));
    }
    return new ElasticAxis(needs);
  }

  void write(Html html) {
    int width = LEFT + (int) axis.width() + 64;
    int height = rows.size() * rowHeight() + 30;
    String label = "The operations of the table below as bars over time";
    Svg.openFigure(html, width, height, label);
    guides(html, height);
    rows.forEach((who, row) -> rowLabel(html, who, row, width));
    operations.forEach(operation -> bar(html, operation));
    html.close(2);
    html.leaf("figcaption", explanation());
    html.close();
  }

  private String explanation() {
    String left = leftOut == 0 ? "" : " The last " + SHOWN + " of " + (SHOWN + leftOut) + ".";
    boolean events = operations.stream().anyMatch(CounterexampleDiagram::event);
    return "Each bar reaches from the moment the client sent the operation to its answer;"
        + " an open end means that nobody knows whether and when it took effect."
        + (notes.values().stream().allMatch(List::isEmpty)
            ? ""
            : " Below it stands what is known then; ✕ marks what cannot be.")
        + (events ? " A diamond is what nobody asked for, at its moment." : "")
        + " The order of all beginnings and ends is exact; long stretches are shortened."
        + left;
  }

  private void guides(Html html, int height) {
    double free = 0;
    for (long moment : axis.moments()) {
      double x = LEFT + axis.at(moment);
      Svg.line(html, "guide", x, 4, x, height - 22);
      if (x >= free) {
        Svg.text(html, "moment", Wording.at(moment), x, height - 6);
        free = x + 74;
      }
    }
  }

  private void rowLabel(Html html, String who, int row, int width) {
    int y = (row + 1) * rowHeight() - 1;
    Svg.line(html, "guide", 0, y, width, y);
    String label = Wording.cut(who, 11);
    Svg.text(html, "who", label, 0, row * rowHeight() + 25);
  }

  private void bar(Html html, Operation operation) {
    boolean known = operation.completion() != null;
    double from = LEFT + axis.at(operation.start());
    double to = LEFT + (known ? axis.at(operation.end(0)) : axis.width());
    int row = rows.getOrDefault(Wording.actor(operation.invocation().actor()), 0);
    int top = row * rowHeight() + (ROW - BAR) / 2 - 1;
    List<Note> below = notes.getOrDefault(operation, List.of());
    String broken = below.stream().anyMatch(Note::broken) ? " broken" : "";
    html.open("g", "class", "bar " + OutcomeMark.style(operation) + broken);
    html.leaf("title", Wording.asked(operation.invocation()) + " · " + Wording.answered(operation));
    html.leaf(
        "path", "", "d", event(operation) ? diamond(from, top) : outline(operation, from, to, top));
    String caption = caption(operation);
    double left = from + (event(operation) ? 11 : 7);
    html.leaf("text", caption, "x", Svg.number(left), "y", "" + (top + 17));
    html.close();
    int y = top + BAR;
    for (Note note : below) {
      y += NOTE_LINE;
      Svg.text(html, note.broken() ? "known broken" : "known", note.text(), from, y);
    }
  }

  private static boolean event(Operation operation) {
    return operation.outcome() == EntryType.EVENT;
  }

  private static String diamond(double middle, int top) {
    return String.format(Locale.ROOT, "M%.1f %d l6 6 l-6 6 l-6 -6 Z", middle, top + BAR / 2 - 6);
  }

  /** A box; its right side is torn when nobody knows the outcome. */
  private static String outline(Operation operation, double from, double end, int top) {
    int bottom = top + BAR;
    double to = Math.max(from + 6, end);
    if (operation.outcome() != EntryType.INFO) {
      return String.format(Locale.ROOT, "M%.1f %d H%.1f V%d H%.1f Z", from, top, to, bottom, from);
    }
    double step = BAR / 4.0;
    return String.format(
        Locale.ROOT,
        "M%.1f %d H%.1f l6 %.1f l-6 %.1f l6 %.1f l-6 %.1f H%.1f Z",
        from,
        top,
        to - 6,
        step,
        step,
        step,
        step,
        from);
  }

  /** What stands in the bar. */
  private String caption(Operation operation) {
    String asked = Wording.cut(Wording.asked(operation.invocation()), captionLength);
    String answer = Wording.cut(answer(operation), captionLength);
    return switch (operation.outcome()) {
      case OK -> answer.isEmpty() ? asked + " ✓" : asked + " → " + answer;
      case FAIL -> asked + " ✕";
      case INFO, INVOKE -> asked + " ?";
      case EVENT -> asked;
    };
  }

  /**
   * What it was answered. Of a list that is too long to be read: which elements are not in it that
   * others of these operations were told to be there.
   */
  private String answer(Operation operation) {
    String answer = Wording.answered(operation);
    Entry completion = operation.completion();
    if (answer.length() <= captionLength
        || completion == null
        || !(completion.value() instanceof List<?> list)) {
      return answer;
    }
    String missing =
        operations.stream()
            .filter(each -> each.outcome() == EntryType.OK)
            .map(each -> each.invocation().value())
            .filter(asked -> asked instanceof Number || asked instanceof String)
            .filter(asked -> !list.contains(asked))
            .map(Wording::value)
            .distinct()
            .collect(Collectors.joining(", "));
    String count = Wording.count(list.size());
    return missing.isEmpty() ? answer : "no " + missing + " among " + count;
  }

  private double noteWidth(Operation operation) {
    int longest =
        notes.getOrDefault(operation, List.of()).stream()
            .mapToInt(note -> note.text().length())
            .max()
            .orElse(0);
    return longest == 0 ? 0 : 10 + 6.6 * longest;
  }

  private static double width(String caption) {
    return 18 + 7.3 * caption.length();
  }
}
