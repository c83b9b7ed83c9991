package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.verdict.Guarantee;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the nodes told each other around the violation, as space-time diagrams. */
record MessagesSection(Picture picture) implements Section {
  /** In one diagram. */
  private static final int MOST = 36;

  @Override
  public String id() {
    return "messages";
  }

  @Override
  public String title() {
    return "Messages between nodes around the violation";
  }

  @Override
  public void write(Html html) {
    String note =
        "Time goes down, one line for each node, one row for each thing that happens: rows are not"
            + " as far apart as the moments. Heartbeats are left out.";
    html.leaf("p", note, "class", "note");
    List<Entry> evidence =
        CounterexampleSection.broken(picture).stream()
            .map(Guarantee::evidence)
            .filter(lines -> !lines.isEmpty())
            .findFirst()
            .orElseThrow();
    Set<NodeMessage> shown =
        around(html, evidence.getFirst(), "the first line of evidence", Set.of());
    around(html, evidence.getLast(), "the last line of evidence", shown);
  }

  /** Those whose sending is nearest to a line, but for some; gives them. */
  private Set<NodeMessage> around(Html html, Entry line, String near, Set<NodeMessage> but) {
    List<NodeMessage> within =
        picture.input().messages().stream()
            .filter(message -> !but.contains(message))
            .filter(message -> Math.abs(message.sent() - line.time()) <= NodeMessage.NEAR_NANOS)
            .sorted(Comparator.comparingLong(NodeMessage::sent))
            .toList();
    List<NodeMessage> messages =
        new Nearest(List.of(line))
            .of(within, MOST, message -> new Interval(message.sent(), message.sent()));
    if (!messages.isEmpty()) {
      diagram(html, messages, near);
      if (messages.size() < within.size()) {
        String text =
            "The %d nearest of %s that were sent within %s of it; all are in messages.jsonl."
                .formatted(
                    messages.size(),
                    Wording.count(within.size(), "message"),
                    Wording.lasting(NodeMessage.NEAR_NANOS));
        html.leaf("p", text, "class", "note");
      }
    }
    return new HashSet<>(messages);
  }

  private void diagram(Html html, List<NodeMessage> messages, String near) {
    long from = messages.getFirst().sent();
    long to = from;
    for (NodeMessage message : messages) {
      Long arrived = message.arrived();
      to = Math.max(to, arrived == null ? message.sent() : arrived);
    }
    long end = to;
    List<Entry> others = new ArrayList<>();
    for (Entry entry : picture.input().history()) {
      boolean told =
          entry.actor() instanceof Actor.Node || picture.flagged().contains(entry.index());
      if (told && from <= entry.time() && entry.time() <= end) {
        others.add(entry);
      }
    }
    html.leaf("h3", "Around " + near + ": " + Wording.at(from) + " to " + Wording.at(end));
    new MessageDiagram(nodes(), messages, others).write(html);
  }

  private List<String> nodes() {
    return picture.nodes().stream().map(NodeStory::name).toList();
  }
}
