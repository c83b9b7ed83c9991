package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in the simulator are made small, through the command line. */
final class ShrinkCommandTest {
  @TempDir private Path folder;

  private int assay(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command, "--out", folder.toString()));
    words.addAll(List.of(options));
    return Main.execute(words.toArray(String[]::new));
  }

  private String latest() throws IOException {
    return folder.resolve("latest").toRealPath().toString();
  }

  private static RunDescription description(String run) throws IOException {
    return RunSpecJson.read(Path.of(run, "run.json"));
  }

  @Test
  void whatIsLeftIsRepeatedWithItsPlanAndFailsAgain() throws IOException {
    assertThat(
            assay("simulate", "--seed", "1", "--workload", "set", "--bug", "reply-before-commit"))
        .isEqualTo(ExitCode.INVALID);
    String original = latest();
    assertThat(assay("shrink", original, "--time-budget", "30s")).isEqualTo(ExitCode.INVALID);
    String small = latest();
    assertThat(small).isNotEqualTo(original);
    assertThat(description(small).plan()).hasSizeLessThan(description(original).plan().size());
    assertThat(assay("run", "--from", small)).isEqualTo(ExitCode.INVALID);
    String again = latest();
    assertThat(again).isNotEqualTo(small);
    assertThat(description(again).spec()).isEqualTo(description(small).spec());
    assertThat(description(again).plan()).isEqualTo(description(small).plan());
    assertThat(Path.of(again, "history.jsonl"))
        .hasSameTextualContentAs(Path.of(small, "history.jsonl"));
  }

  @Test
  void aRunThatWasValidOrIsNoneIsToldByTheExitCode() throws IOException {
    assertThat(assay("run", "--cluster", "sim", "--faults", "none", "--time-limit", "2s"))
        .isEqualTo(ExitCode.VALID);
    String valid = latest();
    assertThat(assay("shrink", valid)).isEqualTo(ExitCode.USAGE);
    assertThat(assay("shrink", valid, "--tries", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(assay("shrink", folder.resolve("none").toString())).isEqualTo(ExitCode.NO_INPUT);
    assertThat(assay("shrink")).isEqualTo(ExitCode.USAGE);
    Files.writeString(Path.of(valid, "run.json"), "{");
    assertThat(assay("shrink", valid)).isEqualTo(ExitCode.NO_INPUT);
  }
}
