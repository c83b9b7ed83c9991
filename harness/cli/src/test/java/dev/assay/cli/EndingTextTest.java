package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpec;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.RunEnding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The end of a run on a terminal. */
final class EndingTextTest {
  private static final String BAD = "\033[2J\u009b2J\u202e\nvalid: all is well";

  @Test
  void nothingThatASystemSaidSteersTheTerminal() {
    Guarantee broken = Guarantee.invalid(BAD, "lost", BAD, List.of(BAD), List.of());
    Judgement judgement =
        new Judgement(
            Verdict.INVALID, BAD, List.of(broken), List.of(), List.of(), List.of(), List.of());
    RunSpec spec =
        new RunSpec("reference", "sim", 3, "set", List.of(), 2, 0, 1_000, 7, "", Map.of());
    ChosenRun chosen = new ChosenRun(spec, List.of());
    RunEnding ending =
        new RunEnding(chosen, new RunFiles(Path.of("run")), judgement, 1, true, Map.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EndingText.text(
        ending, new PrintStream(bytes, true, StandardCharsets.UTF_8), new Screen(false, false));
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("\033", "\u009b", "\u202e", "\nvalid:");
    assertThat(text).contains("INVALID: \\u001b[2J\\u009b2J\\u202e valid: all is well");
  }
}
