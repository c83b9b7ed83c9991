package dev.assay.report;

import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.judge.OperationTally.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operations by kind and outcome, inside and outside of faults; leaders; faults by kind. */
record ExercisedSection(Picture picture) implements Section {
  private static final List<String> HEADINGS =
      List.of("Without a fault", "One only asked for", "A proven fault");

  @Override
  public String id() {
    return "exercised";
  }

  @Override
  public String title() {
    return "What was exercised";
  }

  @Override
  public void write(Html html) {
    html.open("div", "class", "columns");
    operations(html);
    if (!picture.input().recorded()) {
      html.open("div");
      faults(html);
      leaders(html);
      html.close();
    }
    html.close();
  }

  private void operations(Html html) {
    html.open("div", "class", "scroll").open("table", "class", "tally");
    html.leaf("caption", "Operations by kind and outcome");
    html.open("thead").open("tr");
    html.leaf("th", "", "rowspan", "2").leaf("th", "All", "rowspan", "2");
    for (String heading : HEADINGS) {
      html.leaf("th", heading, "colspan", "3", "class", "group");
    }
    html.close().open("tr");
    for (int i = 0; i < HEADINGS.size(); i++) {
      html.leaf("th", "✓ ok", "class", "group").leaf("th", "✕ fail").leaf("th", "? unknown");
    }
    html.close(2).open("tbody");
    picture.exercised().forEach(tally -> row(html, tally));
    html.close().open("tfoot");
    row(
        html,
        picture.exercised().stream().reduce(OperationTally.none("all"), OperationTally::plus));
    html.close(3);
  }

  private static void row(Html html, OperationTally tally) {
    Outcomes total = tally.total();
    html.open("tr").leaf("th", tally.f(), "scope", "row");
    number(html, total.all(), total.all() > 0 && total.ok() == 0 ? " lacking" : "");
    outcomes(html, tally.outsideFaults());
    outcomes(html, tally.duringAskedFaults());
    outcomes(html, tally.duringProvenFaults());
    html.close();
  }

  private static void outcomes(Html html, Outcomes outcomes) {
    number(html, outcomes.ok(), " group");
    number(html, outcomes.fail(), "");
    number(html, outcomes.info(), "");
  }

  private static void number(Html html, long number, String style) {
    String zero = number == 0 ? " zero" : "";
    html.leaf("td", Wording.count(number), "class", "number" + style + zero);
  }

  private void faults(Html html) {
    Map<String, List<FaultEpisode>> byKind = new TreeMap<>();
    picture.input().spec().faults().forEach(kind -> byKind.put(kind, new ArrayList<>()));
    for (FaultEpisode fault : picture.history().faults()) {
      byKind.computeIfAbsent(fault.kind(), kind -> new ArrayList<>()).add(fault);
    }
    if (byKind.isEmpty()) {
      html.leaf("p", "No fault was asked for.", "class", "note");
      return;
    }
    html.open("div", "class", "scroll").open("table", "class", "tally");
    html.leaf("caption", "Faults by kind");
    html.open("thead").open("tr").leaf("th", "");
    for (String heading : List.of("asked", "applied", "proven", "healed")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody");
    for (Map.Entry<String, List<FaultEpisode>> kind : byKind.entrySet()) {
      html.open("tr").leaf("th", kind.getKey(), "scope", "row");
      List<FaultEpisode> all = kind.getValue();
      number(html, all.size(), "");
      number(html, count(all, FaultEpisode.Standing.APPLIED), "");
      long proven = count(all, FaultEpisode.Standing.PROVEN);
      number(html, proven, proven == 0 ? " lacking" : "");
      number(html, all.stream().filter(FaultEpisode::healed).count(), "");
      html.close();
    }
    html.close(3);
  }

  /** How many got at least so far. */
  private static long count(List<FaultEpisode> faults, FaultEpisode.Standing standing) {
    return faults.stream().filter(fault -> fault.standing().compareTo(standing) >= 0).count();
  }

  private void leaders(Html html) {
    String seen =
        picture.nodes().stream()
            .filter(node -> !node.reigns().isEmpty())
            .map(ExercisedSection::reigns)
            .reduce((a, b) -> a + "; " + b)
            .orElse("none");
    html.leaf("p", "Leaders seen: " + seen + ".", "class", "note");
  }

  private static String reigns(NodeStory node) {
    List<String> epochs = node.reigns().stream().map(NodeStory.Reign::epoch).distinct().toList();
    if (epochs.stream().allMatch(String::isEmpty)) {
      return node.name();
    }
    return node.name()
        + (epochs.size() == 1 ? " in epoch " : " in epochs ")
        + Wording.shortened(String.join(", ", epochs), 80);
  }
}
