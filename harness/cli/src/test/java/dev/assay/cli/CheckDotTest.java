package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --dot} writes the failure as a graph, {@code check --report} a page of it. */
final class CheckDotTest {
  private static final String WRITE =
      """
      {"index":0,"time":1,"type":"invoke","process":0,"f":"write","op":0,"key":"\\"]\\\\","value":1}
      {"index":1,"time":2,"type":"ok","process":0,"f":"write","op":0,"key":"\\"]\\\\","value":1}
      """;
  private static final String READ =
      """
      {"index":2,"time":3,"type":"invoke","process":1,"f":"read","op":1,"key":"\\"]\\\\"}
      {"index":3,"time":4,"type":"ok","process":1,"f":"read","op":1,"key":"\\"]\\\\","value":2}
      """;

  @TempDir private Path folder;

  private int check(Path dot, String... histories) throws IOException {
    List<String> command = new ArrayList<>(List.of("check", "--model", "register"));
    for (String history : histories) {
      Path file = folder.resolve("h%d.jsonl".formatted(command.size()));
      command.add(Files.writeString(file, history).toString());
    }
    command.addAll(List.of("--dot", dot.toString()));
    return Main.execute(command.toArray(String[]::new));
  }

  @Test
  void theFirstFailureIsWritten() throws IOException {
    Path dot = folder.resolve("failure.dot");
    assertThat(check(dot, WRITE, WRITE + READ)).isEqualTo(ExitCode.INVALID);
    assertThat(Files.readString(dot))
        .startsWith("digraph failure {\n  label=\"Not linearizable: key \\\"]\\\\\";")
        .contains("r1 (read of 2) is not possible in this state");
  }

  @Test
  void whatIsValidIsExplainedByAnOrder() throws IOException {
    String seen =
        READ.replace("\"value\":2", "\"value\":1")
            + """
            {"index":4,"time":5,"type":"invoke","process":2,"f":"write","op":2,"key":"y","value":7}
            """;
    Path file = Files.writeString(folder.resolve("h.jsonl"), WRITE + seen);
    Path order = folder.resolve("order.jsonl");
    String[] command = {"check", "--model", "register", "--witness", "", file.toString()};
    command[4] = order.toString();
    assertThat(Main.execute(command)).isEqualTo(ExitCode.VALID);
    assertThat(order)
        .content()
        .startsWith("{\"guarantee\":\"linearizable\",\"key\":\"\\\"]\\\\\",\"order\":[0,1]}\n");
  }

  @Test
  void whatIsValidHasNoGraph() throws IOException {
    Path dot = folder.resolve("failure.dot");
    assertThat(check(dot, WRITE)).isEqualTo(ExitCode.VALID);
    assertThat(dot).doesNotExist();
  }

  @Test
  void aReportIsOfOneHistory() throws IOException {
    Path file = Files.writeString(folder.resolve("h.jsonl"), WRITE + READ);
    Path page = folder.resolve("page.html");
    String[] one = {"check", "--model", "register", "--report", page.toString(), file.toString()};
    assertThat(Main.execute(one)).isEqualTo(ExitCode.INVALID);
    assertThat(page).content().contains("./assay check <span", "--report</span> ", "h.jsonl");
    String[] two = {"check", "--model", "register", "--report", "p", file.toString(), "other"};
    assertThat(Main.execute(two)).isEqualTo(ExitCode.USAGE);
    one[4] = folder.resolve("none/page.html").toString();
    assertThat(Main.execute(one)).isEqualTo(ExitCode.NO_OUTPUT);
  }

  @Test
  void whatCannotBeWrittenIsAnOutput() throws IOException {
    assertThat(check(folder.resolve("none/failure.dot"), WRITE + READ))
        .isEqualTo(ExitCode.NO_OUTPUT);
    assertThat(Main.execute("check", "--follow", "--model", "register", "--dot", "x", "none"))
        .isEqualTo(ExitCode.USAGE);
  }
}
