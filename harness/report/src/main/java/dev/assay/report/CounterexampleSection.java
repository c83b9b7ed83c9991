package dev.assay.report;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** For each broken guarantee the story in words, its operations as bars, and as a table. */
record CounterexampleSection(Picture picture) implements Section {
  private static final String KNOWN = "Known then";
  private static final List<String> HEADINGS =
      List.of("Line", "Who", "Asked", "Outcome", KNOWN, "Answer", "Sent", "Took", "Node");
  private static final int SHOWN_GUARANTEES = 5;
  private static final int SHOWN_SENTENCES = 30;
  private static final int SHOWN_OPERATIONS = 40;

  /** A graph of more nodes is folded away. */
  private static final int SHOWN_CONFIGURATIONS = 8;

  static List<Guarantee> broken(Picture picture) {
    return picture.input().guarantees().stream()
        .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
        .toList();
  }

  @Override
  public String id() {
    return "counterexample";
  }

  @Override
  public String title() {
    return "What went wrong";
  }

  @Override
  public void write(Html html) {
    List<Guarantee> broken = broken(picture);
    for (Guarantee guarantee : broken.subList(0, Math.min(SHOWN_GUARANTEES, broken.size()))) {
      html.open("article", "class", "counterexample");
      if (broken.size() > 1) {
        heading(html, guarantee);
      }
      story(html, guarantee);
      orders(html, guarantee.graph());
      evidence(html, guarantee);
      html.close();
    }
    more(html, broken.size() - SHOWN_GUARANTEES, "broken guarantee");
  }

  private static void heading(Html html, Guarantee guarantee) {
    html.open("h3").text("“" + guarantee.name() + "” is broken");
    if (!guarantee.anomaly().isEmpty()) {
      html.text(" ").leaf("span", guarantee.anomaly(), "class", "tag");
    }
    html.close();
  }

  private static void story(Html html, Guarantee guarantee) {
    List<String> story = guarantee.story();
    if (story.isEmpty()) {
      html.leaf("p", guarantee.reason());
      return;
    }
    Ends<String> shown = Ends.of(story, SHOWN_SENTENCES);
    html.open("ol", "class", "story");
    shown.first().forEach(sentence -> html.leaf("li", Wording.shortened(sentence, 1000)));
    html.close();
    if (shown.left() > 0) {
      String left = "… " + Wording.count(shown.left(), "sentence") + " more in verdict.json …";
      html.leaf("p", left, "class", "note");
      int next = shown.first().size() + shown.left() + 1;
      html.open("ol", "class", "story", "start", Integer.toString(next));
      shown.last().forEach(sentence -> html.leaf("li", Wording.shortened(sentence, 1000)));
      html.close();
    }
  }

  /** A cycle says more than its operations do; of many orders the story tells the last ones. */
  private static void orders(Html html, FailureGraph graph) {
    if (graph.isEmpty()) {
      return;
    }
    if (graph.nodes().size() <= SHOWN_CONFIGURATIONS) {
      html.open("details", "class", "orders", "open", "open");
    } else {
      html.open("details", "class", "orders");
    }
    html.leaf("summary", "As a graph");
    new GraphDiagram(graph).write(html);
    html.close();
  }

  private void evidence(Html html, Guarantee guarantee) {
    List<Operation> operations = operations(guarantee);
    if (operations.isEmpty()) {
      return;
    }
    List<KnownThen> known = guarantee.known();
    new CounterexampleDiagram(operations, known, picture.history().end()).write(html);
    List<Operation> last =
        operations.subList(Math.max(0, operations.size() - SHOWN_OPERATIONS), operations.size());
    html.open("div", "class", "scroll").open("table", "class", "operations");
    html.leaf("caption", "The same operations, in the order in which they were sent");
    html.open("thead").open("tr");
    for (String heading : HEADINGS) {
      if (!heading.equals(KNOWN) || !known.isEmpty()) {
        html.leaf("th", heading, "scope", "col");
      }
    }
    html.close(2).open("tbody");
    last.forEach(operation -> row(html, operation, known));
    html.close(3);
    more(html, operations.size() - last.size(), "earlier operation");
  }

  /** The operations that the evidence names, whole even when it names only one of their lines. */
  private List<Operation> operations(Guarantee guarantee) {
    Set<Long> lines = new HashSet<>();
    guarantee.evidence().forEach(entry -> lines.add(entry.index()));
    List<Operation> found = new ArrayList<>();
    for (Operation operation : picture.history().operations()) {
      Entry completion = operation.completion();
      boolean named = lines.remove(operation.invocation().index());
      if (completion != null && lines.remove(completion.index())) {
        named = true;
      }
      if (named) {
        found.add(operation);
      }
    }
    List<Entry> others =
        guarantee.evidence().stream().filter(entry -> lines.contains(entry.index())).toList();
    found.addAll(RunHistory.paired(others));
    found.sort(Comparator.comparingLong(Operation::start));
    return found;
  }

  private void row(Html html, Operation operation, List<KnownThen> known) {
    Entry first = operation.invocation();
    boolean event = operation.outcome() == EntryType.EVENT;
    html.open("tr").open("td", "class", "number");
    html.leaf("a", Long.toString(first.index() + 1), "href", "#op=" + first.index());
    html.close();
    html.leaf("td", Wording.actor(first.actor()));
    html.open("td").value(Wording.asked(first)).close();
    html.open("td");
    OutcomeMark.write(html, operation);
    html.close();
    if (!known.isEmpty()) {
      html.open("td", "class", "known");
      for (KnownThen each : operation.known(known)) {
        String text = (each.broken() ? "✕ " : "") + Wording.shortened(each.text(), 200);
        html.leaf("div", text, "class", each.broken() ? "broken" : "");
      }
      html.close();
    }
    html.open("td").value(Wording.answered(operation)).close();
    html.leaf("td", Wording.at(operation.start()), "class", "number");
    long end = operation.end(picture.history().end());
    String took = event ? "" : Wording.lasting(end - operation.start());
    html.leaf("td", operation.completion() == null ? "" : took, "class", "number");
    String node = operation.node();
    html.leaf("td", node == null ? "" : node);
    html.close();
  }

  /** Says what was left out. */
  static void more(Html html, int left, String thing) {
    if (left > 0) {
      String text = "… and " + Wording.count(left, thing) + ", to be found in the run's files.";
      html.leaf("p", text, "class", "note");
    }
  }
}
