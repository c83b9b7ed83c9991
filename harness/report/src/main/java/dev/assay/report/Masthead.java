package dev.assay.report;

import java.util.List;

/** The line on top: what this is a report of, and the way to its sections. */
record Masthead(Picture picture, List<Section> sections) {
  void write(Html html) {
    var spec = picture.input().spec();
    html.open("header", "class", "masthead");
    html.open("div", "class", "masthead-line");
    html.leaf("span", "Assay", "class", "brand");
    String nodes = spec.nodes() > 0 ? ", " + Wording.count(spec.nodes(), "node") : "";
    String subject =
        picture.input().recorded()
            ? spec.system() + ", judged as " + spec.workload()
            : spec.workload() + " on " + spec.system() + nodes;
    html.leaf("span", subject, "class", "subject");
    html.close();
    html.open("nav", "aria-label", "Sections");
    for (Section section : sections) {
      if (!section.title().isEmpty()) {
        html.leaf("a", section.title(), "href", "#" + section.id());
      }
    }
    html.close(2);
  }
}
