package dev.assay.lab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PruningTest {
  private static final Instant NOW = Instant.parse("2027-01-15T12:00:00Z");
  @TempDir private Path folder;
  private Path results = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    results = Files.createDirectory(folder.resolve("results")).toRealPath();
  }

  @Test
  void keepsTheNewestAndLosesInvalidOnesLast() throws IOException {
    Path oldInvalid = run("a", "invalid", 9);
    Path oldUnknown = run("a", "unknown", 8);
    Path oldValid = run("a", "valid", 7);
    Path newValid = run("b", "valid", 1);
    assertThat(prune(3, null)).containsExactly(oldValid);
    assertThat(prune(2, null)).containsExactly(newValid);
    assertThat(results.resolve("b")).doesNotExist();
    assertThat(prune(1, null)).containsExactly(oldUnknown);
    assertThat(prune(0, null)).containsExactly(oldInvalid);
  }

  @Test
  void byAgeInvalidRunsAreKeptFourTimesAsLong() throws IOException {
    Path oldValid = run("a", "valid", 11);
    Path young = run("a", "valid", 9);
    Path invalid = run("a", "invalid", 39);
    Path oldInvalid = run("a", "invalid", 41);
    assertThat(prune(null, 10)).containsExactly(oldValid, oldInvalid);
    assertThat(young).exists();
    assertThat(invalid).exists();
  }

  @Test
  void leavesAloneWhatIsNoRunOrMayBeUnderWay() throws IOException {
    Path underWay = run("a", "valid", 9);
    Files.writeString(underWay.resolve("run.pid"), "");
    Path notJudged = run("a", "", 0);
    Path strange = Files.createDirectories(results.resolve("a/notes"));
    Path broken = Files.createDirectories(results.resolve("a/broken"));
    Files.writeString(broken.resolve("run.json"), "{}");
    assertThat(prune(0, 0)).isEmpty();
    assertThat(underWay).exists();
    assertThat(notJudged).exists();
    assertThat(strange).exists();
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws IOException {
    Path elsewhere = run(folder.resolve("elsewhere"), "valid", 9);
    Files.createSymbolicLink(results.resolve("kind"), folder.resolve("elsewhere"));
    Path kind = Files.createDirectory(results.resolve("a"));
    Files.createSymbolicLink(kind.resolve("linked"), elsewhere);
    Path own = run("a", "valid", 9);
    Files.createSymbolicLink(own.resolve("data"), elsewhere);
    assertThat(prune(0, null)).containsExactly(own);
    assertThat(elsewhere.resolve("run.json")).exists();
  }

  @Test
  void sparesTheRunsOfThisSuite() throws IOException {
    Path own = run("a", "valid", 1);
    Path other = run("a", "valid", 2);
    assertThat(Pruning.prune(results, new Pruning.Keep(0, null), Set.of(own), NOW))
        .containsExactly(other);
    assertThat(own).exists();
  }

  private List<Path> prune(@Nullable Integer runs, @Nullable Integer days) throws IOException {
    Duration age = days == null ? null : Duration.ofDays(days);
    return Pruning.prune(results, new Pruning.Keep(runs, age), Set.of(), NOW);
  }

  private Path run(String kind, String verdict, int daysOld) throws IOException {
    return run(results.resolve(kind), verdict, daysOld);
  }

  private static Path run(Path kind, String verdict, int daysOld) throws IOException {
    Path run = Files.createDirectories(kind.resolve(verdict + "-" + daysOld));
    Planned planned = Requests.planned("set", daysOld);
    RunSpecJson.write(
        run.resolve("run.json"),
        new RunDescription(
            planned.spec(),
            List.of(),
            NOW.minus(Duration.ofDays(daysOld)).toString(),
            Map.of(),
            List.of()));
    Files.createDirectories(run.resolve("nodes/n1"));
    if (!verdict.isEmpty()) {
      Files.writeString(run.resolve("verdict.json"), "{\"verdict\":\"" + verdict + "\"}\n");
    }
    return run;
  }
}
