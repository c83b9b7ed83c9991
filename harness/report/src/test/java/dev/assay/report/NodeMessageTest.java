package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Entry;
import dev.assay.checker.verdict.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages between nodes: their file, and their picture in the report. */
final class NodeMessageTest {
  private static final NodeMessage LOST = new NodeMessage("n1", "n2", 5, null, "ACK 0x1");
  @TempDir private Path folder;

  @Test
  void theFileGivesBackWhatWasWritten() throws IOException {
    List<NodeMessage> messages = List.of(LOST, new NodeMessage("n2", "n1", 6, 9L, "\"\u2028</a>"));
    NodeMessage.write(messages, folder.resolve("messages.jsonl"));

    assertThat(NodeMessage.read(folder.resolve("messages.jsonl"))).isEqualTo(messages);
  }

  @Test
  void aFileThatIsNotThereGivesNone() throws IOException {
    assertThat(NodeMessage.read(folder.resolve("nowhere"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"from\":", "{}", "null", "[]", "", "{\"from\":null}"})
  void aBrokenLineIsNamed(String line) throws IOException {
    Path file = folder.resolve("messages.jsonl");
    NodeMessage.write(List.of(LOST), file);
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> NodeMessage.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " line 2 is no message");
  }

  @Test
  void thePictureShowsThoseNextToTheEvidenceOnceAsText() throws IOException {
    ReportInput sample = Samples.invalid(500);
    List<Entry> evidence =
        sample.guarantees().stream()
            .map(Guarantee::evidence)
            .filter(lines -> !lines.isEmpty())
            .findFirst()
            .orElseThrow();
    long first = evidence.getFirst().time();
    List<NodeMessage> messages = new ArrayList<>();
    for (int at = 0; at < 200; at++) {
      long sent = first + at * 1_000L;
      messages.add(
          new NodeMessage("n1", at % 2 == 0 ? "n2" : "n3", sent, sent + 500, "COMMIT " + at));
    }
    messages.add(new NodeMessage("n2", "n1", first, null, "ACK </script><blink>"));
    long farOff = first - NodeMessage.NEAR_NANOS - 1;
    messages.add(new NodeMessage("n2", "n1", farOff, null, "far off"));
    String page = written(sample, messages);

    assertThat(page)
        .contains("Messages between nodes around the violation", "COMMIT 0<", "ACK &lt;/script&gt;")
        .contains("(did not arrive)", "class=\"message lost\"")
        .contains("The 36 nearest of 201 messages that were sent within 2.0 s of it")
        .doesNotContain("COMMIT 150<", "<blink", "far off");
    assertThat(written(sample, List.of())).doesNotContain("Messages between nodes");
  }

  private String written(ReportInput input, List<NodeMessage> messages) throws IOException {
    Path page = folder.resolve("report.html");
    ReportWriter.write(Samples.with(input, List.of(), messages), page);
    return Files.readString(page);
  }
}
