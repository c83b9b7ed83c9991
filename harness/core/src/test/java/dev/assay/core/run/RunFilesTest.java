package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  private static final Instant STARTED = Instant.parse("2026-03-04T05:06:07.890Z");
  private static final RunSpec SPEC =
      new RunSpec("reference", "process", 3, "register", List.of(), 10, 0, 30_000, 7, "", Map.of());

  @TempDir private Path results;

  @Test
  void namesTheFolderAfterWhatRanAndWhen() {
    RunFiles files = RunFiles.create(results, SPEC, List.of("partition", "process"), STARTED);
    assertThat(results.relativize(files.folder()).toString())
        .isEqualTo("register-partition+process-reference/20260304T050607Z-7");
    assertThat(files.history().getFileName().toString()).isEqualTo("history.jsonl");
    assertThat(files.nodes()).isDirectory();
  }

  @Test
  void sameSecondAndSeedGetAnotherFolder() {
    RunFiles first = RunFiles.create(results, SPEC, List.of(), STARTED);
    RunFiles second = RunFiles.create(results, SPEC, List.of(), STARTED);
    assertThat(second.folder()).isNotEqualTo(first.folder());
    assertThat(second.folder().toString()).endsWith("register-none-reference/20260304T050607Z-7-2");
  }

  @Test
  void latestPointsToTheNewestByARelativeLink() throws IOException {
    RunFiles _ = RunFiles.create(results, SPEC, List.of(), STARTED);
    RunFiles second = RunFiles.create(results, SPEC, List.of(), STARTED.plusSeconds(1));
    Path latest = results.resolve("latest");
    assertThat(Files.readSymbolicLink(latest)).isRelative();
    assertThat(latest.toRealPath()).isEqualTo(second.folder().toRealPath());
    try (var entries = Files.list(results)) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("latest", "register-none-reference");
    }
  }

  @Test
  void manyFaultsOrOddWordsStillGiveAFileName() {
    List<String> words = Collections.nCopies(50, "partition-leader");
    RunFiles files = RunFiles.create(results, SPEC, words, STARTED);
    assertThat(results.relativize(files.folder()).getName(0).toString()).hasSizeLessThan(150);
    RunFiles odd = RunFiles.create(results, SPEC, List.of("../../etc", ""), STARTED);
    assertThat(odd.folder().toAbsolutePath().normalize())
        .isEqualTo(odd.folder().toAbsolutePath())
        .startsWith(results.toAbsolutePath());
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneClearLine() throws IOException {
    Path file = Files.writeString(results.resolve("file"), "no folder");
    assertThatThrownBy(() -> RunFiles.create(file, SPEC, List.of(), STARTED))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("cannot write " + file + ": ")
        .message()
        .doesNotContain("\n");
    Path below = file.resolve("below");
    assertThatThrownBy(() -> RunFiles.create(below, SPEC, List.of(), STARTED))
        .isInstanceOf(OutputException.class);
  }
}
