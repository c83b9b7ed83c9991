package dev.assay.report;

import java.util.Locale;

/** What the drawings of the page have in common. */
final class Svg {
  private Svg() {}

  /** Opens a figure that scrolls, and a drawing in it; three elements to close. */
  static void openFigure(Html html, int width, int height, String label) {
    html.open("figure", "class", "diagram").open("div", "class", "scroll");
    html.open(
        "svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "style",
        "width:" + width + "px;max-width:none",
        "role",
        "img",
        "aria-label",
        label);
  }

  static void line(Html html, String style, double x1, double y1, double x2, double y2) {
    html.open(
            "line",
            "class",
            style,
            "x1",
            number(x1),
            "y1",
            number(y1),
            "x2",
            number(x2),
            "y2",
            number(y2))
        .close();
  }

  static void text(Html html, String style, String text, double x, double y) {
    html.leaf("text", text, "class", style, "x", number(x), "y", number(y));
  }

  /** The path of a triangle at the end of a line. */
  static String head(double fromX, double fromY, double toX, double toY, double size) {
    double length = Math.max(1, Math.hypot(toX - fromX, toY - fromY));
    double dx = (toX - fromX) / length * size;
    double dy = (toY - fromY) / length * size;
    return String.format(
        Locale.ROOT,
        "M%.1f %.1f L%.1f %.1f L%.1f %.1f Z",
        toX,
        toY,
        toX - dx - dy / 2,
        toY - dy + dx / 2,
        toX - dx + dy / 2,
        toY - dy - dx / 2);
  }

  static String number(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
