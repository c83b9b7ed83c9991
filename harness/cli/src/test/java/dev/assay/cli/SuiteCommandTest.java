package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small suites in the simulator, through the command line. */
final class SuiteCommandTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  @TempDir private Path folder;

  @Test
  void aSuiteOfGoodRunsIsValidAndLeavesItsFiles() throws IOException {
    assertThat(suite("--workload", "set,register", "--faults", "none", "--seed", "5"))
        .isEqualTo(ExitCode.VALID);
    Path suite = suites().getFirst();
    assertThat(suite.getFileName().toString()).startsWith("suite-").endsWith("-5");
    JsonNode json = json(suite);
    assertThat(json.path("verdict").asString()).isEqualTo("valid");
    assertThat(json.path("runs").size()).isEqualTo(2);
    for (String file : List.of("suite.html", "suite.md", "junit.xml")) {
      assertThat(suite.resolve(file)).isNotEmptyFile();
    }
    assertThat(Files.readString(suite.resolve("suite.md"))).contains("suite: VALID");
    String run = json.path("runs").get(0).path("run").asString();
    assertThat(RunSpecJson.read(Path.of(run).resolve("run.json")).spec().cluster())
        .isEqualTo("sim");
  }

  @Test
  void theSameSeedPlansTheSameRuns() throws IOException {
    suite("--workload", "set", "--faults", "none", "--seed", "5");
    suite("--workload", "set", "--faults", "none", "--seed", "5", "--json");
    assertThat(
            suites().stream()
                .map(this::json)
                .map(json -> json.path("runs").get(0).path("seed").asLong())
                .distinct())
        .hasSize(1);
  }

  @Test
  void aBrokenServerIsRedIsRememberedAndCanBeWaived() throws IOException {
    List<String> broken = List.of("--workload", "register", "--bug", "sync-skipped");
    List<String> faults = List.of("--faults", "partition+partition-leader", "--seeds", "6");
    String[] options = Stream.concat(broken.stream(), faults.stream()).toArray(String[]::new);
    assertThat(suite(with(options, "--seed", "1", "--time-limit", "19s")))
        .isEqualTo(ExitCode.INVALID);
    JsonNode remembered = MAPPER.readTree(Files.readString(results().resolve("failed-seeds.json")));
    assertThat(remembered.path("failed").size()).isPositive();
    Path waivers =
        Files.writeString(
            folder.resolve("waivers"),
            "register | * | linearizable | * | 9999-12-31 | a seeded bug\n");
    int code =
        suite(with(options, "--seed", "1", "--time-limit", "19s", "--waivers", waivers.toString()));
    JsonNode second = json(suites().getLast());
    assertThat(second.path("counts").path("waived").asInt()).isPositive();
    assertThat(second.path("counts").path("invalid").asInt()).isZero();
    assertThat(code).isIn(ExitCode.VALID, ExitCode.UNKNOWN);
  }

  @Test
  void whatDoesNotFitIntoTheBudgetIsSaidAndIsUnknown() throws IOException {
    assertThat(
            suite("--workload", "set", "--faults", "none", "--seeds", "500", "--time-budget", "1s"))
        .isEqualTo(ExitCode.UNKNOWN);
    JsonNode json = json(suites().getFirst());
    assertThat(json.path("counts").path("not-run").asInt()).isPositive();
    assertThat(json.path("runs").size()).isEqualTo(500);
  }

  @Test
  void badInputIsToldByItsExitCode() throws IOException {
    Path waivers = Files.writeString(folder.resolve("waivers"), "nonsense\n");
    assertThat(suite("--waivers", waivers.toString())).isEqualTo(ExitCode.NO_INPUT);
    assertThat(suite("--waivers", folder.resolve("missing").toString()))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(suite("--workload", "nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(suite("--profile", "nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(suite("--faults", "nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(suite("--seeds", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(suite("--parallel", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(suite("--system", "zookeeper")).isEqualTo(ExitCode.USAGE);
    Files.createDirectories(results());
    Files.writeString(results().resolve("failed-seeds.json"), "{");
    assertThat(suite("--workload", "set")).isEqualTo(ExitCode.NO_INPUT);
  }

  @Test
  void oldRunsArePrunedAndThoseOfThisSuiteStay() throws IOException {
    suite("--workload", "set", "--faults", "none", "--seeds", "1", "--seed", "1");
    suite(
        "--workload", "set", "--faults", "none", "--seeds", "1", "--seed", "2", "--keep-runs", "0");
    JsonNode first = json(suites().getFirst());
    JsonNode second = json(suites().getLast());
    assertThat(Path.of(first.path("runs").get(0).path("run").asString())).doesNotExist();
    assertThat(Path.of(second.path("runs").get(0).path("run").asString())).exists();
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }

  private int suite(String... options) {
    List<String> words =
        new ArrayList<>(List.of("suite", "--cluster", "sim", "--out", results().toString()));
    if (!List.of(options).contains("--seeds")) {
      words.addAll(List.of("--seeds", "1"));
    }
    if (!List.of(options).contains("--time-limit")) {
      words.addAll(List.of("--time-limit", "4s"));
    }
    words.addAll(List.of(options));
    return Main.execute(words.toArray(String[]::new));
  }

  private Path results() {
    return folder.resolve("results");
  }

  /** The suites' folders, in the order of their seeds and times. */
  private List<Path> suites() throws IOException {
    try (Stream<Path> all = Files.list(results())) {
      return all.filter(each -> String.valueOf(each.getFileName()).startsWith("suite-"))
          .sorted()
          .toList();
    }
  }

  private JsonNode json(Path suite) {
    return MAPPER.readTree(suite.resolve("suite.json").toFile());
  }
}
