package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.EntryJson;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {
  @TempDir private Path results = Path.of("");

  @Test
  void setsVerdictsRatesLatenciesAndFaultsSideBySide() throws IOException {
    Comparison comparison =
        Comparison.read(run("valid", Samples.valid(2_000)), run("invalid", Samples.invalid(4_000)));
    List<String> lines = comparison.lines();
    assertThat(lines)
        .anyMatch(line -> line.matches("\\* verdict +valid +invalid +differs"))
        .anyMatch(line -> line.matches("  workload +register +register"))
        .anyMatch(line -> line.matches("  partition +1 asked, 1 proven, 1 healed +1 asked.*"))
        .anyMatch(line -> line.matches("\\* read ok +\\d[\\d,]* +\\d[\\d,]* +× \\d\\.\\d\\d"))
        .anyMatch(line -> line.matches("\\* write p99 +[\\d.]+ ms +[\\d.]+ ms +× .*"));
    String json = EntryJson.valueText(comparison.toMap());
    assertThat(json)
        .contains("\"group\":\"verdict\",\"name\":\"verdict\",\"first\":\"valid\"")
        .contains("\"unit\":\"micros\"");
  }

  @Test
  void writesAPageThatLeadsToBothReports() throws IOException {
    Path first = run("a", Samples.valid(500));
    Path second = run("b", Samples.hostile());
    Path page = results.resolve("compare/two.html");
    ComparePage.write(Comparison.read(first, second), page);
    assertThat(Files.readString(page))
        .contains("href=\"../a/report.html\"")
        .contains("href=\"../b/report.html\"")
        .doesNotContain("<img")
        .doesNotContain("{{");
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    Path run = run("a", Samples.valid(100));
    Files.delete(run.resolve("history.jsonl"));
    assertThatThrownBy(() -> Comparison.read(run, run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("history.jsonl");
  }

  private Path run(String name, ReportInput input) throws IOException {
    RunFiles files = new RunFiles(Files.createDirectory(results.resolve(name)));
    RunSpecJson.write(
        files.run(),
        new RunDescription(
            input.spec(), List.of("mixed"), "2026-11-20T10:00:00Z", input.versions(), List.of()));
    Files.writeString(
        files.history(),
        input.history().stream()
            .map(EntryJson::toLine)
            .collect(Collectors.joining("\n", "", "\n")));
    Files.writeString(
        files.verdict(),
        """
        {"verdict":"%s","reason":"r","guarantees":[],"operations":{"ok":1,"fail":0,"info":0}}
        """
            .formatted(input.verdict().word()));
    return files.folder();
  }
}
