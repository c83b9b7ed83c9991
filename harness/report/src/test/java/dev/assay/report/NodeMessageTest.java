package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Entry;
import dev.assay.checker.verdict.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void aFileThatIsNotThereOrBrokenGivesNone() throws IOException {
    Files.writeString(folder.resolve("broken"), "{\"from\":");

    assertThat(NodeMessage.read(folder.resolve("nowhere"))).isEmpty();
    assertThat(NodeMessage.read(folder.resolve("broken"))).isEmpty();
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
    String page = written(sample, messages);

    assertThat(page)
        .contains("Messages between nodes around the violation", "COMMIT 0<", "ACK &lt;/script&gt;")
        .contains("(did not arrive)", "class=\"message lost\"")
        .doesNotContain("COMMIT 150<", "<blink");
    assertThat(written(sample, List.of())).doesNotContain("Messages between nodes");
  }

  private String written(ReportInput input, List<NodeMessage> messages) throws IOException {
    Path page = folder.resolve("report.html");
    ReportWriter.write(
        new ReportInput(
            input.spec(),
            input.history(),
            input.verdict(),
            input.reason(),
            input.guarantees(),
            input.repeatCommand(),
            input.versions(),
            List.of(),
            messages),
        page);
    return Files.readString(page);
  }
}
