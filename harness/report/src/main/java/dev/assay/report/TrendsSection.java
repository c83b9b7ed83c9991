package dev.assay.report;

import dev.assay.report.RunSummary.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How the runs of one workload on one system went, from the oldest to the newest: a mark for each,
 * as high as its throughput, whose shape says the verdict.
 *
 * @param runs newest first
 * @param links to the report of a run
 */
record TrendsSection(List<RunSummary> runs, Function<RunSummary, String> links) {
  private static final int SHOWN = 60;
  private static final int STEP = 11;
  private static final int HEIGHT = 46;
  private static final int MARGIN = 7;

  void write(Html html) {
    html.open("section", "id", "trends").leaf("h2", "Trends");
    Map<List<String>, List<RunSummary>> groups = groups();
    if (groups.isEmpty()) {
      html.leaf("p", "No run was judged yet.", "class", "note").close();
      return;
    }
    html.open("div", "class", "scroll").open("table", "class", "trends");
    html.leaf(
        "caption",
        "Each mark is a run, the newest on the right, as high as its ok operations a second:"
            + " ● valid, ✕ invalid, ◆ unknown. The last "
            + SHOWN
            + " of each.");
    html.open("thead").open("tr");
    for (String heading :
        List.of("Workload", "Runs", "Invalid", "Unknown", "ok/s, last", "median", "Over time")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody");
    groups.forEach((name, members) -> row(html, name, members));
    html.close(4);
  }

  /** By workload, system and cluster, the oldest first. */
  private Map<List<String>, List<RunSummary>> groups() {
    Map<List<String>, List<RunSummary>> groups =
        new TreeMap<>((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)));
    for (RunSummary run : runs.reversed()) {
      switch (run.standing()) {
        case VALID, INVALID, UNKNOWN ->
            groups
                .computeIfAbsent(
                    List.of(run.setup().workload(), run.setup().system(), run.setup().cluster()),
                    unseen -> new ArrayList<>())
                .add(run);
        case RUNNING, OPEN, UNREADABLE -> {}
      }
    }
    return groups;
  }

  private void row(Html html, List<String> name, List<RunSummary> members) {
    html.open("tr", "data-workload", name.getFirst(), "data-system", name.get(1));
    html.open("th", "scope", "row").text(name.getFirst()).text(" ");
    html.leaf("span", name.get(1) + " · " + name.get(2), "class", "about").close();
    number(html, members.size());
    number(html, count(members, Standing.INVALID));
    number(html, count(members, Standing.UNKNOWN));
    double[] rates = members.stream().mapToDouble(RunSummary::okPerSecond).sorted().toArray();
    number(html, Math.round(members.getLast().okPerSecond()));
    number(html, Math.round(rates[rates.length / 2]));
    html.open("td");
    picture(html, members.subList(Math.max(0, members.size() - SHOWN), members.size()));
    html.close(2);
  }

  private static long count(List<RunSummary> members, Standing standing) {
    return members.stream().filter(run -> run.standing() == standing).count();
  }

  private static void number(Html html, long number) {
    html.leaf("td", Wording.count(number), "class", "number");
  }

  private void picture(Html html, List<RunSummary> members) {
    int width = 2 * MARGIN + (members.size() - 1) * STEP;
    double most = members.stream().mapToDouble(RunSummary::okPerSecond).max().orElse(0);
    html.open("svg", "viewBox", "0 0 " + width + " " + HEIGHT, "width", "" + width);
    html.leaf("path", "", "class", "guide", "d", "M0 " + (HEIGHT - 1) + " H" + width);
    for (int i = 0; i < members.size(); i++) {
      RunSummary run = members.get(i);
      double height = most == 0 ? 0 : run.okPerSecond() / most * (HEIGHT - 2 * MARGIN);
      double x = MARGIN + (double) i * STEP;
      double y = HEIGHT - MARGIN - height;
      html.open("a", "href", links.apply(run));
      html.leaf(
          "title",
          "%s, %s, seed %d: %d ok/s"
              .formatted(
                  run.standing().word(),
                  ResultsPage.began(run.setup().started()),
                  run.setup().seed(),
                  Math.round(run.okPerSecond())));
      html.leaf("path", "", "class", run.standing().word(), "d", shape(run.standing(), x, y));
      html.close();
    }
    html.close();
  }

  private static String shape(Standing standing, double x, double y) {
    return switch (standing) {
      case INVALID -> path("M%.1f %.1f m-4 -4 l8 8 m0 -8 l-8 8", x, y);
      case UNKNOWN -> path("M%.1f %.1f m0 -5 l5 5 l-5 5 l-5 -5 Z", x, y);
      case VALID, RUNNING, OPEN, UNREADABLE ->
          path("M%.1f %.1f m-3.5 0 a3.5 3.5 0 1 0 7 0 a3.5 3.5 0 1 0 -7 0", x, y);
    };
  }

  private static String path(String form, double x, double y) {
    return String.format(Locale.ROOT, form, x, y);
  }
}
