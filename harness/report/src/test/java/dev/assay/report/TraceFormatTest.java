package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.History;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of the trace event format, as viewers read it, held against the run in {@code
 * results/sample}: microseconds, numbers for processes and threads, names by metadata, spans that
 * are complete by themselves.
 */
final class TraceFormatTest {
  private static final Path SAMPLE =
      Path.of("").toAbsolutePath().resolve("../../results/sample").normalize();

  @TempDir private Path folder;

  private static ReportInput sample() throws IOException {
    RunDescription run = RunSpecJson.read(SAMPLE.resolve("run.json"));
    List<Entry> history = History.read(SAMPLE.resolve("history.jsonl")).entries();
    List<Entry> evidence =
        history.stream().filter(entry -> "add".equals(entry.f())).limit(2).toList();
    Guarantee broken = Guarantee.invalid("durable", "lost", "It is lost.", List.of(), evidence);
    return new ReportInput(
        run.spec(),
        history,
        Verdict.INVALID,
        "It is lost.",
        List.of(broken),
        "./assay run",
        run.versions());
  }

  private String written(ReportInput input) throws IOException {
    Path file = folder.resolve("trace.json");
    TraceWriter.write(input, file);
    return Files.readString(file);
  }

  /** Not-a-number and the like are no JSON. */
  private static JsonNode parsed(String json) {
    return JsonMapper.builder()
        .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .build()
        .readTree(json);
  }

  @Test
  void everyEventIsAsTheFormatSays() throws IOException {
    for (ReportInput input : List.of(sample(), Samples.invalid(2_000), Samples.hostile())) {
      JsonNode trace = parsed(written(input));
      assertThat(trace.get("displayTimeUnit").asString()).isIn("ms", "ns");
      assertThat(trace.get("traceEvents").isArray()).isTrue();
      assertThat(trace.get("traceEvents").size()).isPositive();
      trace.get("traceEvents").forEach(TraceFormatTest::wellFormed);
    }
  }

  private static void wellFormed(JsonNode event) {
    String what = event.toString();
    assertThat(event.path("name").isString()).as(what).isTrue();
    assertThat(event.path("pid").isIntegralNumber()).as(what).isTrue();
    switch (event.path("ph").asString("")) {
      case "X" -> {
        timed(event);
        assertThat(event.path("dur").isNumber()).as(what).isTrue();
        assertThat(event.get("dur").asDouble()).as(what).isFinite().isNotNegative();
      }
      case "i" -> {
        timed(event);
        assertThat(event.path("s").asString("")).as(what).isIn("g", "p", "t");
      }
      case "s", "f" -> {
        assertThat(event.path("tid").isIntegralNumber()).as(what).isTrue();
        assertThat(event.path("ts").asDouble(-1)).as(what).isFinite().isNotNegative();
        assertThat(event.path("id").isIntegralNumber()).as(what).isTrue();
        assertThat(event.path("cat").isString()).as(what).isTrue();
        assertThat(event.path("bp").asString("")).as(what).isEqualTo("e");
      }
      case "M" -> named(event);
      default -> throw new AssertionError("no phase of a viewer's: " + what);
    }
  }

  private static void named(JsonNode event) {
    String what = event.toString();
    JsonNode arguments = event.path("args");
    switch (event.get("name").asString()) {
      case "process_name" -> assertThat(arguments.path("name").isString()).as(what).isTrue();
      case "thread_name" -> {
        assertThat(event.path("tid").isIntegralNumber()).as(what).isTrue();
        assertThat(arguments.path("name").isString()).as(what).isTrue();
      }
      case "process_sort_index" ->
          assertThat(arguments.path("sort_index").isIntegralNumber()).as(what).isTrue();
      default -> throw new AssertionError("no metadata of a viewer's: " + what);
    }
  }

  /** A viewer draws an arrow only from a span to a span, and only forward in time. */
  @Test
  void everyArrowHasTwoEndsWithinSpansOfTheirRows() throws IOException {
    List<NodeMessage> messages = new ArrayList<>();
    for (int at = 0; at < 40; at++) {
      long sent = 1_000_000 + at * 7_000L;
      Long arrived = at % 5 == 0 ? null : Long.valueOf(sent + at % 3 * 1_000_000L);
      messages.add(
          new NodeMessage("n" + at % 3, "n" + (at + 1) % 3, sent, arrived, Samples.HOSTILE));
    }
    ReportInput input = Samples.with(sample(), List.of(), messages);
    JsonNode events = parsed(written(input)).get("traceEvents");
    events.forEach(TraceFormatTest::wellFormed);
    Map<Integer, List<Double>> ends = new TreeMap<>();
    for (JsonNode event : events) {
      String phase = event.get("ph").asString();
      if (phase.equals("s") || phase.equals("f")) {
        double at = event.get("ts").asDouble();
        ends.computeIfAbsent(event.get("id").asInt(), unseen -> new ArrayList<>()).add(at);
        assertThat(ends.get(event.get("id").asInt())).hasSize(phase.equals("s") ? 1 : 2);
        assertThat(events.valueStream().anyMatch(span -> holds(span, event))).isTrue();
      }
    }
    assertThat(ends).hasSize(32);
    assertThat(ends.values()).allMatch(pair -> pair.size() == 2 && pair.get(0) <= pair.get(1));
  }

  private static boolean holds(JsonNode span, JsonNode event) {
    double from = span.path("ts").asDouble(0);
    double at = event.get("ts").asDouble();
    return span.get("ph").asString().equals("X")
        && span.get("pid").equals(event.get("pid"))
        && span.get("tid").equals(event.get("tid"))
        && from <= at
        && at <= from + span.get("dur").asDouble();
  }

  private static void timed(JsonNode event) {
    String what = event.toString();
    assertThat(event.path("tid").isIntegralNumber()).as(what).isTrue();
    assertThat(event.path("ts").isNumber()).as(what).isTrue();
    assertThat(event.get("ts").asDouble()).as(what).isFinite().isNotNegative();
    assertThat(event.path("args").isObject()).as(what).isTrue();
  }

  @Test
  void everyProcessAndThreadHasOneName() throws IOException {
    Map<String, Integer> named = new TreeMap<>();
    Set<String> used = new HashSet<>();
    for (JsonNode event : parsed(written(sample())).get("traceEvents")) {
      String process = event.get("pid").asString();
      String thread = process + "/" + event.path("tid").asString("");
      if (event.get("ph").asString().equals("M")) {
        switch (event.get("name").asString()) {
          case "process_name" -> named.merge(process, 1, Integer::sum);
          case "thread_name" -> named.merge(thread, 1, Integer::sum);
          default -> {}
        }
      } else {
        used.addAll(List.of(process, thread));
      }
    }
    assertThat(named).containsKeys(used.toArray(String[]::new));
    assertThat(named.values()).containsOnly(1);
  }

  @Test
  void timesAreExactMicrosecondsInPlainNumbers() throws IOException {
    ReportInput sample = sample();
    String json = written(sample);
    assertThat(json).doesNotContainPattern("\"(ts|dur)\":[0-9.]*[^0-9.,}]");
    Operation first = Picture.of(sample).history().operations().getFirst();
    assertThat(json)
        .contains(
            "\"ts\":%d.%03d,\"dur\":".formatted(first.start() / 1_000, first.start() % 1_000));
  }
}
