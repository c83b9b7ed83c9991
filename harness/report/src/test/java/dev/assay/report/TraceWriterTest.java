package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules of the trace event format that a viewer needs. */
final class TraceWriterTest {
  @TempDir private Path folder;

  @Test
  void everyOperationFaultAndNodeHasItsSpan() throws IOException {
    ReportInput input = Samples.invalid(2_000);
    JsonNode events = written(input).get("traceEvents");
    Picture picture = Picture.of(input);
    assertThat(count(events, 1)).isEqualTo(picture.history().operations().size());
    assertThat(count(events, 2)).isEqualTo(8 + 7);
    assertThat(names(events)).contains("clients", "nodes", "faults", "client 3", "n2", "reset");
    assertThat(events.valueStream())
        .filteredOn(event -> event.path("cname").asString("").equals("terrible"))
        .hasSize(4)
        .allMatch(event -> event.get("name").asString().startsWith("▼ "))
        .extracting(event -> event.get("args").get("line").asLong())
        .contains(input.guarantees().getFirst().evidence().getFirst().index() + 1);
  }

  @Test
  void spansOfARowLieWithinEachOtherOrApart() throws IOException {
    for (ReportInput input : List.of(Samples.invalid(5_000), Samples.hostile())) {
      Map<String, List<double[]>> rows = new TreeMap<>();
      for (JsonNode event : written(input).get("traceEvents")) {
        if (event.get("ph").asString().equals("X")) {
          double from = event.get("ts").asDouble();
          String row = event.get("pid").asInt() + "/" + event.get("tid").asInt();
          rows.computeIfAbsent(row, unseen -> new ArrayList<>())
              .add(new double[] {from, from + event.get("dur").asDouble()});
        }
      }
      assertThat(rows).isNotEmpty();
      rows.values().forEach(TraceWriterTest::nested);
    }
  }

  @Test
  void aMessageIsAnArrowBetweenSpansOfItsNodes() throws IOException {
    List<NodeMessage> messages =
        List.of(
            new NodeMessage("n1", "n2", 5_000, 9_000L, "ACK 0x1"),
            new NodeMessage("n1", "n3", 5_000, null, "COMMIT 0x1"),
            new NodeMessage("n2", "n1", 6_000, 8_000L, "\u202e</script>"));
    JsonNode events =
        written(Samples.with(Samples.invalid(50), List.of(), messages)).get("traceEvents");
    assertThat(count(events, 4)).isEqualTo(4);
    assertThat(arrows(events, "s")).containsExactly("0 5.0", "3 6.0");
    assertThat(arrows(events, "f")).containsExactly("3 8.0", "0 9.0");
    assertThat(names(events)).contains("messages between nodes");
    assertThat(events.toString()).contains("\"to n2: ACK 0x1; to n3, did not arrive: COMMIT 0x1\"");
    assertThat(names(written(Samples.invalid(50)).get("traceEvents")))
        .doesNotContain("messages between nodes");
  }

  /** The arrows' ends of a phase: number and moment. */
  private static List<String> arrows(JsonNode events, String phase) {
    return events
        .valueStream()
        .filter(event -> event.get("ph").asString().equals(phase))
        .map(event -> event.get("id").asInt() + " " + event.get("ts").asDouble())
        .toList();
  }

  private static void nested(List<double[]> spans) {
    spans.sort((a, b) -> a[0] == b[0] ? Double.compare(b[1], a[1]) : Double.compare(a[0], b[0]));
    List<double[]> open = new ArrayList<>();
    for (double[] span : spans) {
      while (!open.isEmpty() && open.getLast()[1] <= span[0] + 1e-3) {
        open.removeLast();
      }
      if (!open.isEmpty()) {
        assertThat(span[1]).isLessThanOrEqualTo(open.getLast()[1] + 1e-3);
      }
      open.add(span);
    }
  }

  private static long count(JsonNode events, int group) {
    return events
        .valueStream()
        .filter(event -> event.get("ph").asString().equals("X"))
        .filter(event -> event.get("pid").asInt() == group)
        .count();
  }

  private static List<String> names(JsonNode events) {
    return events
        .valueStream()
        .filter(event -> event.get("ph").asString().equals("M"))
        .filter(event -> event.get("args").has("name"))
        .map(event -> event.get("args").get("name").asString())
        .toList();
  }

  private JsonNode written(ReportInput input) throws IOException {
    Path file = folder.resolve("trace.json");
    TraceWriter.write(input, file);
    return JsonMapper.builder().build().readTree(file.toFile());
  }
}
