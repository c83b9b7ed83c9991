package dev.assay.report;

import java.util.List;

/** Clients, nodes and faults on one time axis; drawn by the script. */
record TimelineSection(Picture picture) implements Section {
  @Override
  public String id() {
    return "timeline";
  }

  @Override
  public String title() {
    return "Timeline";
  }

  @Override
  public void write(Html html) {
    TimelineLayout layout = TimelineLayout.of(picture);
    html.open("div", "class", "toolbar", "id", "timeline-tools");
    for (List<String> button :
        List.of(
            List.of("zoom-in", "+", "Zoom in (+)"),
            List.of("zoom-out", "−", "Zoom out (−)"),
            List.of("earlier", "←", "Earlier (←)"),
            List.of("later", "→", "Later (→)"),
            List.of("fit", "Whole run", "Show the whole run (0)"))) {
      button(html, button.get(0), button.get(1), button.get(2));
    }
    if (!picture.flagged().isEmpty()) {
      button(html, "flagged", "Next flagged", "Next operation of the counterexample (n, p)");
    }
    html.leaf("span", "", "id", "timeline-range", "class", "range").close();
    html.open("div", "class", "stage", "style", "height:" + layout.height() + "px");
    html.leaf(
        "canvas",
        "",
        "id",
        "timeline-canvas",
        "tabindex",
        "0",
        "role",
        "img",
        "aria-label",
        "Timeline of faults, nodes and clients. The tables of this page say the same in words.");
    html.close();
    html.leaf("div", "", "id", "tip", "class", "tip", "hidden", "hidden", "role", "status");
    legend(html);
    html.open("noscript");
    html.leaf("p", "The timeline and the charts are drawn by a script. The tables need none.");
    html.close();
  }

  private static void button(Html html, String action, String text, String title) {
    html.leaf(
        "button",
        text,
        "type",
        "button",
        "data-action",
        action,
        "title",
        title,
        "aria-label",
        title);
  }

  private void legend(Html html) {
    html.open("ul", "class", "legend");
    key(html, "ok", "ok: it happened");
    key(html, "fail", "fail: it did not (low bar)");
    key(html, "info", "unknown: nobody knows (torn)");
    if (!picture.flagged().isEmpty()) {
      key(html, "flagged", "counterexample");
    }
    if (!picture.history().faults().isEmpty()) {
      key(html, "fault", "fault, proven");
      key(html, "hatched", "fault, asked for but not proven at that time");
    }
    key(html, "leader", "leader");
    key(html, "down", "node down");
    html.close();
    html.open("p", "class", "note");
    html.text("Drag to move. Click it, then turn the wheel to zoom; or pinch, or use the keys ");
    for (String key : List.of("+", "−", "←", "→", "0", "n", "p")) {
      html.leaf("kbd", key).text(" ");
    }
    html.text(". Point at anything to read it.").close();
  }

  private static void key(Html html, String style, String text) {
    html.open("li").leaf("span", "", "class", "swatch " + style).text(text).close();
  }
}
