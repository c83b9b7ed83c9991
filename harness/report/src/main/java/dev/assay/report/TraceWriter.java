package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes {@code trace.json}: the run as Chrome trace events, which Perfetto opens. There is a group
 * for the clients, one for the faults, one for the nodes and one for what they told each other, if
 * that was heard, and a row for each member. Spans of one row must lie within each other or apart;
 * what would cross gets a further row of the same name.
 */
public final class TraceWriter {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();
  private static final int TEXT_LENGTH = 500;

  /** An arrow leads from span to span: the sending and the arrival of a message get short ones. */
  private static final long MESSAGE_NANOS = 1_000;

  private final Picture picture;
  private final JsonGenerator json;
  private final long runEnd;

  /** The groups, by their number, from top to bottom. */
  private enum Group {
    CLIENTS(1, "clients"),
    FAULTS(2, "faults"),
    NODES(3, "nodes"),
    MESSAGES(4, "messages between nodes"),
    RUN(5, "run");

    private final int number;
    private final String word;

    Group(int number, String word) {
      this.number = number;
      this.word = word;
    }
  }

  /** Rows with one name: how long each of them is taken. */
  private static final class Lanes {
    private final List<Long> ends = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
  }

  /** The rows of one group. */
  private final class Rows {
    private final Group group;
    private final Map<String, Lanes> lanes = new LinkedHashMap<>();
    private int last;

    Rows(Group group) {
      this.group = group;
      json.writeStartObject();
      json.writeStringProperty("ph", "M");
      json.writeStringProperty("name", "process_name");
      json.writeNumberProperty("pid", group.number);
      json.writeObjectPropertyStart("args").writeStringProperty("name", group.word);
      json.writeEndObject().writeEndObject();
      json.writeStartObject();
      json.writeStringProperty("ph", "M");
      json.writeStringProperty("name", "process_sort_index");
      json.writeNumberProperty("pid", group.number);
      json.writeObjectPropertyStart("args").writeNumberProperty("sort_index", group.number);
      json.writeEndObject().writeEndObject();
    }

    /** A row that is free from the one moment to the other. */
    int row(String name, long from, long to) {
      Lanes mine = lanes.computeIfAbsent(name, unseen -> new Lanes());
      for (int i = 0; i < mine.rows.size(); i++) {
        if (mine.ends.get(i) <= from) {
          mine.ends.set(i, to);
          return mine.rows.get(i);
        }
      }
      mine.ends.add(to);
      mine.rows.add(++last);
      named(last, name);
      return last;
    }

    private void named(int row, String name) {
      json.writeStartObject();
      json.writeStringProperty("ph", "M");
      json.writeStringProperty("name", "thread_name");
      json.writeNumberProperty("pid", group.number).writeNumberProperty("tid", row);
      json.writeObjectPropertyStart("args").writeStringProperty("name", Wording.visible(name));
      json.writeEndObject().writeEndObject();
    }
  }

  private TraceWriter(Picture picture, JsonGenerator json) {
    this.picture = picture;
    this.json = json;
    this.runEnd = picture.history().end();
  }

  /**
   * Writes the file; it appears whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(ReportInput input, Path traceJson) throws IOException {
    Path unfinished = traceJson.resolveSibling(traceJson.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
          JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
        new TraceWriter(Picture.of(input), json).all();
      }
      Files.move(unfinished, traceJson, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void all() {
    json.writeStartObject();
    json.writeStringProperty("displayTimeUnit", "ms");
    json.writeObjectPropertyStart("otherData");
    json.writeStringProperty("verdict", picture.input().verdict().word());
    json.writeStringProperty("seed", Long.toString(picture.input().spec().seed()));
    json.writeStringProperty("command", picture.input().repeatCommand());
    json.writeEndObject();
    json.writeArrayPropertyStart("traceEvents");
    operations();
    faults();
    nodes();
    if (!picture.input().messages().isEmpty()) {
      messages();
    }
    events();
    json.writeEndArray().writeEndObject();
  }

  private void operations() {
    Rows rows = new Rows(Group.CLIENTS);
    for (Operation operation : picture.history().operations()) {
      Entry asked = operation.invocation();
      long from = operation.start();
      long to = operation.end(runEnd);
      int client = asked.actor() instanceof Actor.Client(int number) ? number : 0;
      boolean flagged = picture.flagged(operation);
      int row = rows.row("client " + client % picture.rows(), from, to);
      begin("X", (flagged ? "▼ " : "") + Wording.asked(asked), Group.CLIENTS, row, from);
      json.writeNumberProperty("dur", micros(to - from));
      json.writeStringProperty("cat", operation.outcome().word());
      if (flagged) {
        json.writeStringProperty("cname", "terrible");
      }
      json.writeObjectPropertyStart("args");
      json.writeStringProperty("outcome", operation.outcome().word());
      text("answer", Wording.answered(operation));
      json.writeNumberProperty("client", client);
      String node = operation.node();
      text("node", node == null ? "" : node);
      json.writeNumberProperty("line", asked.index() + 1);
      json.writeEndObject().writeEndObject();
    }
  }

  private void nodes() {
    Rows rows = new Rows(Group.NODES);
    for (NodeStory node : picture.nodes()) {
      for (NodeStory.Reign reign : node.reigns()) {
        String name = reign.epoch().isEmpty() ? "leader" : "leader, epoch " + reign.epoch();
        span(rows, node.name(), name, reign.from(), reign.to(), Map.of());
      }
      for (NodeStory.Down down : node.downs()) {
        String name = down.provoked() ? "down" : "down, unprovoked";
        span(rows, node.name(), name, down.from(), down.to(), Map.of("detail", down.detail()));
      }
    }
  }

  private void faults() {
    Rows rows = new Rows(Group.FAULTS);
    for (FaultEpisode fault : picture.history().faults()) {
      Interval asked = fault.asked(runEnd);
      Interval confirmed = fault.confirmed(runEnd);
      Map<String, String> more = new LinkedHashMap<>();
      more.put("standing", fault.standing().word());
      more.put("targets", fault.targets());
      more.put("proof", fault.proof());
      more.put("healed", fault.healProof());
      int row = rows.row(fault.kind(), asked.from(), asked.to());
      span(Group.FAULTS, row, fault.kind() + ", asked", asked.from(), asked.to(), more);
      if (fault.proven() && confirmed.to() <= asked.to()) {
        String name = fault.kind() + ", proven";
        span(Group.FAULTS, row, name, confirmed.from(), confirmed.to(), Map.of());
      }
    }
  }

  /** The sending of a message, or its arrival. */
  private record End(int number, NodeMessage message, boolean arrival, long at) {
    String node() {
      return arrival ? message.to() : message.from();
    }

    String words() {
      String lost = message.arrived() == null ? ", did not arrive" : "";
      String way = arrival ? "from " + message.from() : "to " + message.to() + lost;
      return way + ": " + message.text();
    }
  }

  /** Each message is an arrow from the node that sent it to the one that had it. */
  private void messages() {
    List<End> ends = new ArrayList<>();
    for (NodeMessage message : picture.input().messages()) {
      int number = ends.size();
      ends.add(new End(number, message, false, message.sent()));
      Long arrived = message.arrived();
      if (arrived != null) {
        ends.add(new End(number, message, true, arrived));
      }
    }
    ends.sort(Comparator.comparingLong(End::at));
    Map<String, List<End>> moments = new LinkedHashMap<>();
    for (End end : ends) {
      moments.computeIfAbsent(end.at() + " " + end.node(), unseen -> new ArrayList<>()).add(end);
    }
    Rows rows = new Rows(Group.MESSAGES);
    moments.values().forEach(moment -> moment(rows, moment));
  }

  /** What one node sends and gets at one moment is one span. */
  private void moment(Rows rows, List<End> ends) {
    long at = ends.getFirst().at();
    int row = rows.row(ends.getFirst().node(), at, at + MESSAGE_NANOS);
    String words = ends.stream().map(End::words).collect(Collectors.joining("; "));
    span(Group.MESSAGES, row, words, at, at + MESSAGE_NANOS, Map.of());
    for (End end : ends) {
      if (end.message().arrived() != null) {
        arrow(end.arrival() ? "f" : "s", end.number(), row, at);
      }
    }
  }

  /** One end of an arrow, bound to the span in which it lies. */
  private void arrow(String phase, int number, int row, long at) {
    begin(phase, "message", Group.MESSAGES, row, at);
    json.writeStringProperty("cat", "message");
    json.writeNumberProperty("id", number);
    json.writeStringProperty("bp", "e");
    json.writeEndObject();
  }

  /** What happened at one moment: phases of the run, nodes that started or died. */
  private void events() {
    Rows rows = new Rows(Group.RUN);
    for (Entry event : picture.history().events()) {
      long at = Math.max(0, event.time());
      String who = event.actor() instanceof Actor.Node(String name) ? name : "run";
      int row = rows.row(who, at, at);
      begin("i", event.f(), Group.RUN, row, at);
      json.writeStringProperty("s", event.type() == EntryType.EVENT ? "t" : "p");
      json.writeObjectPropertyStart("args");
      text("value", Wording.value(event.value()));
      json.writeEndObject().writeEndObject();
    }
  }

  private void span(
      Rows rows, String row, String name, long from, long to, Map<String, String> more) {
    span(rows.group, rows.row(row, from, to), name, from, to, more);
  }

  private void span(
      Group group, int row, String name, long from, long to, Map<String, String> more) {
    begin("X", name, group, row, from);
    json.writeNumberProperty("dur", micros(to - from));
    json.writeObjectPropertyStart("args");
    more.forEach(this::text);
    json.writeEndObject().writeEndObject();
  }

  /** What all events have; times are microseconds. */
  private void begin(String phase, String name, Group group, int row, long nanos) {
    json.writeStartObject();
    json.writeStringProperty("ph", phase);
    json.writeStringProperty("name", shown(name));
    json.writeNumberProperty("pid", group.number).writeNumberProperty("tid", row);
    json.writeNumberProperty("ts", micros(nanos));
  }

  /** Exact, and without an exponent, which not every reader of the format expects. */
  private static BigDecimal micros(long nanos) {
    return BigDecimal.valueOf(nanos, 3);
  }

  private void text(String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, shown(value));
    }
  }

  private static String shown(String text) {
    return Wording.visible(Wording.shortened(text, TEXT_LENGTH));
  }
}
