package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.GeneratedWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories are made, and judged as was said, through the command line. */
final class GenerateCommandTest {
  @TempDir private Path folder;

  private static int generate(String model, Path out, String... options) {
    return Main.execute(
        Stream.concat(Stream.of("generate", model, out.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  /** Of a workload. */
  private static int run(String workload, Path out, String... options) {
    List<String> words = new ArrayList<>(List.of("generate", "--workload", workload));
    words.addAll(List.of(options));
    words.add(out.toString());
    return Main.execute(words.toArray(String[]::new));
  }

  private static int checkRun(String workload, Path file) {
    return Main.execute("check", "--workload", workload, file.toString());
  }

  private static int check(String model, Path file, String... options) {
    return Main.execute(
        Stream.concat(Stream.of("check", "--model", model, file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void aModelsHistoriesAreValidAndThoseWithAPlantAreNot(GeneratedModel model) {
    Path good = folder.resolve("good.jsonl");
    Path bad = folder.resolve("bad.jsonl");
    String[] how = {"--operations", "100", "--indeterminate", "3", "--seed", "4"};
    assertThat(generate(model.word(), good, how)).isEqualTo(ExitCode.VALID);
    assertThat(check(model.word(), good)).isEqualTo(ExitCode.VALID);
    List<String> planted = new ArrayList<>(List.of(how));
    planted.addAll(List.of("--plant", String.join(",", model.plants().keySet())));
    assertThat(generate(model.word(), bad, planted.toArray(String[]::new)))
        .isEqualTo(ExitCode.VALID);
    assertThat(check(model.word(), bad)).isEqualTo(ExitCode.INVALID);
  }

  @ParameterizedTest
  @EnumSource
  void aWorkloadsRunsAreValidAndThoseWithAPlantAreNot(GeneratedWorkload workload) {
    String word = workload.word();
    String[] how = {"--operations", "100", "--indeterminate", "3", "--seed", "4"};
    Path good = folder.resolve("good.jsonl");
    assertThat(run(word, good, how)).isEqualTo(ExitCode.VALID);
    assertThat(checkRun(word, good)).isEqualTo(ExitCode.VALID);
    for (String plant : workload.plants().keySet()) {
      Path bad = folder.resolve(plant + ".jsonl");
      assertThat(run(word, bad, "--seed", "4", "--plant", plant)).isEqualTo(ExitCode.VALID);
      assertThat(checkRun(word, bad)).isEqualTo(ExitCode.INVALID);
    }
  }

  @ParameterizedTest
  @EnumSource
  void allFormatsHoldTheWholeRun(GeneratedWorkload workload) {
    for (String name : List.of("h.edn", "h.bin", "h.json", "h.jsonl.gz")) {
      Path out = folder.resolve(name);
      String[] how = {"--operations", "100", "--indeterminate", "5", "--hints", "--seed", "6"};
      assertThat(run(workload.word(), out, how)).isEqualTo(ExitCode.VALID);
      assertThat(checkRun(workload.word(), out)).as(name).isEqualTo(ExitCode.VALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h.edn", "h.bin", "h.json", "h.jsonl.gz"})
  void allFormatsSayTheSame(String name) {
    Path out = folder.resolve(name);
    String[] how = {"--keys", "3", "--plant", "lost-write", "--seed", "1"};
    assertThat(generate("register", out, how)).isEqualTo(ExitCode.VALID);
    assertThat(check("register", out)).isEqualTo(ExitCode.INVALID);
  }

  @Test
  void othersReadKeysAsPairs() throws IOException {
    Path out = folder.resolve("h.edn");
    String[] how = {"--keys", "3", "--independent", "--seed", "1"};
    assertThat(generate("cas-register", out, how)).isEqualTo(ExitCode.VALID);
    assertThat(Files.readString(out)).contains(":value [\"k1\" ").doesNotContain(":key");
    assertThat(check("cas-register", out, "--independent")).isEqualTo(ExitCode.VALID);
  }

  /** A name may be that of both. */
  @Test
  void aWorkloadIsNotTheModelOfItsName() throws IOException {
    Path model = folder.resolve("model.jsonl");
    Path run = folder.resolve("run.jsonl");
    assertThat(generate("queue", model, "--seed", "5")).isEqualTo(ExitCode.VALID);
    assertThat(run("queue", run, "--seed", "5")).isEqualTo(ExitCode.VALID);
    assertThat(Files.readString(model)).doesNotContain("\"workload\"");
    assertThat(Files.readString(run)).contains("\"workload\":\"queue\"");
  }

  @Test
  void theSeedRepeatsAHistory() throws IOException {
    Path one = folder.resolve("one.jsonl");
    Path other = folder.resolve("other.jsonl");
    assertThat(generate("queue", one, "--seed", "5")).isEqualTo(ExitCode.VALID);
    assertThat(generate("queue", other, "--seed", "5")).isEqualTo(ExitCode.VALID);
    assertThat(other).hasSameTextualContentAs(one);
    assertThat(Files.readAllLines(one)).hasSize(2_000);
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenAskedTo() throws IOException {
    Path out = Files.writeString(folder.resolve("out.jsonl"), "mine");
    assertThat(generate("set", out)).isEqualTo(ExitCode.NO_OUTPUT);
    assertThat(out).hasContent("mine");
    assertThat(generate("set", out, "--force")).isEqualTo(ExitCode.VALID);
    assertThat(check("set", out)).isEqualTo(ExitCode.VALID);
    assertThat(generate("set", folder.resolve("none/new.bin"))).isEqualTo(ExitCode.NO_OUTPUT);
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), folder);
    assertThat(generate("set", link, "--force")).isEqualTo(ExitCode.NO_OUTPUT);
    assertThat(link).isSymbolicLink();
  }

  @Test
  void whatCannotBeMadeIsWrongUsageAndLeavesNothing() throws IOException {
    Path out = folder.resolve("out.jsonl");
    assertThat(generate("stack", out)).isEqualTo(ExitCode.USAGE);
    assertThat(generate("set", out, "--plant", "G0")).isEqualTo(ExitCode.USAGE);
    assertThat(generate("set", out, "--clients", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(generate("set", out, "--values", "3")).isEqualTo(ExitCode.USAGE);
    assertThat(generate("set", out, "--indeterminate", "501")).isEqualTo(ExitCode.USAGE);
    assertThat(generate("set", out, "--format", "jepsen-log")).isEqualTo(ExitCode.USAGE);
    assertThat(generate("set", folder.resolve("out.xyz"))).isEqualTo(ExitCode.USAGE);
    assertThat(Main.execute("generate", "set")).isEqualTo(ExitCode.USAGE);
    assertThat(Main.execute("generate", "stack", "--list")).isEqualTo(ExitCode.USAGE);
    assertThat(generate("lock", out)).isEqualTo(ExitCode.USAGE);
    assertThat(run("stack", out)).isEqualTo(ExitCode.USAGE);
    assertThat(run("lock", out, "--plant", "lost")).isEqualTo(ExitCode.USAGE);
    assertThat(run("lock", out, "--values", "3")).isEqualTo(ExitCode.USAGE);
    assertThat(run("set", out, "--keys", "3")).isEqualTo(ExitCode.USAGE);
    assertThat(run("queue", out, "queue")).isEqualTo(ExitCode.USAGE);
    assertThat(Main.execute("generate", "--workload", "lock")).isEqualTo(ExitCode.USAGE);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatThereIsIsListed() {
    assertThat(Main.execute("generate")).isEqualTo(ExitCode.VALID);
    assertThat(Main.execute("generate", "--list")).isEqualTo(ExitCode.VALID);
    assertThat(Main.execute("generate", "queue", "--list")).isEqualTo(ExitCode.VALID);
    assertThat(Main.execute("generate", "--workload", "queue", "--list")).isEqualTo(ExitCode.VALID);
  }
}
