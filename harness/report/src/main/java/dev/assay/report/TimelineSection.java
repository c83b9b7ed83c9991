package dev.assay.report;

import dev.assay.checker.judge.OperationTally;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Clients, nodes and faults on one time axis; drawn by the script. */
record TimelineSection(Picture picture) implements Section {
  /** So many keys are offered to choose from; any other can be typed. */
  private static final int MOST_KEYS = 200;

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
      button(html, "unflagged", "▲ Previous", "Previous operation of the counterexample (p)");
      button(html, "flagged", "▼ Next flagged", "Next operation of the counterexample (n)");
    }
    html.leaf("button", "Copy link", "type", "button", "id", "timeline-link", "class", "waiting");
    html.leaf("span", "", "id", "timeline-range", "class", "range").close();
    filters(html);
    stage(html);
    html.leaf("div", "", "id", "tip", "class", "tip", "hidden", "hidden", "role", "status");
    legend(html);
    table(html);
    html.open("noscript");
    html.leaf("p", "The timeline and the charts are drawn by a script. The tables need none.");
    html.close();
  }

  /** The canvas, and below it where n and p lead, in words. */
  private void stage(Html html) {
    html.open(
        "div", "class", "stage", "style", "height:" + TimelineLayout.of(picture).height() + "px");
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
    if (!picture.flagged().isEmpty()) {
      html.leaf("p", "", "id", "timeline-said", "class", "note said", "aria-live", "polite");
    }
  }

  private void filters(Html html) {
    html.open("form", "id", "timeline-filters", "class", "filters", "role", "search");
    choice(html, "kind", "Kind", picture.exercised().stream().map(OperationTally::f).toList());
    choice(html, "outcome", "Outcome", List.of("ok", "fail", "unknown"));
    choice(
        html,
        "client",
        "Client",
        IntStream.range(0, picture.rows()).mapToObj(Integer::toString).toList());
    html.open("label").leaf("span", "Key");
    html.single("input", "type", "search", "name", "key", "list", "keys", "autocomplete", "off");
    html.close().open("datalist", "id", "keys");
    picture.history().operations().stream()
        .map(operation -> operation.invocation().key())
        .filter(Objects::nonNull)
        .distinct()
        .limit(MOST_KEYS)
        .forEach(key -> html.leaf("option", "", "value", key));
    html.close().leaf("button", "Clear", "type", "reset");
    html.leaf("span", "", "id", "timeline-shown", "class", "range", "role", "status").close();
  }

  private static void choice(Html html, String name, String label, List<String> words) {
    html.open("label").leaf("span", label).open("select", "name", name);
    html.leaf("option", "any", "value", "");
    words.forEach(word -> html.leaf("option", word, "value", word));
    html.close(2);
  }

  /** The same operations for those who do not look at a picture; filled by the script. */
  private static void table(Html html) {
    html.open("details", "id", "timeline-table");
    html.leaf("summary", "The operations in view, as a table");
    html.open("div", "class", "scroll").open("table", "class", "operations");
    html.leaf("caption", "The operations in view").open("thead").open("tr");
    for (String heading : List.of("Line", "Who", "What", "Outcome", "Sent", "Took", "Node")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody").close(4);
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
    key(html, "info", "unknown: nobody knows (hatched)");
    if (!picture.flagged().isEmpty()) {
      key(html, "flagged", "counterexample");
    }
    if (!picture.marks().isEmpty()) {
      key(html, "marked", "event of the counterexample");
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
