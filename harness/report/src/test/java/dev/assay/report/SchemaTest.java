package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.judge.JudgementJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas, held against the files of the run in {@code results/sample}. */
final class SchemaTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
  private static final Path SAMPLE = ROOT.resolve("results/sample");

  @ParameterizedTest
  @CsvSource({"run.json, run.json", "verdict.json, verdict.json"})
  void aFileOfARealRunIsAsItsSchemaSays(String file, String schema) throws IOException {
    assertThat(wrong(schema, Files.readString(SAMPLE.resolve(file)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "list-append"})
  void aVerdictWithAGraphIsAsItsSchemaSays(String model, @TempDir Path folder) throws IOException {
    String edn =
        model.equals("register") ? RecordedHistories.STALE_READ : RecordedHistories.WRITE_SKEW;
    String json =
        JudgementJson.toLine(
            RecordedHistories.judgement(model, RecordedHistories.read(edn, folder)),
            Map.of("clock-jump", "it needs root"));
    assertThat(json).contains("\"graph\":{\"title\":", "\"unavailable\":[{\"fault\"");
    assertThat(wrong("verdict.json", json)).isEmpty();
  }

  @Test
  void everyLineOfARealHistoryIsAsItsSchemaSays() throws IOException {
    Schema schema = schema("history-line.json");
    List<String> lines = Files.readAllLines(SAMPLE.resolve("history.jsonl"));
    assertThat(lines).hasSizeGreaterThan(100);
    for (String line : lines) {
      assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }
  }

  @Test
  void everyLineThatCanBeWrittenIsAsItsSchemaSays() throws IOException {
    Schema schema = schema("history-line.json");
    for (Entry entry : Samples.hostile().history()) {
      String line = EntryJson.toLine(entry);
      assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "history-line.json | {\"index\":-1,\"type\":\"ok\",\"process\":0,\"f\":\"read\"}",
        "history-line.json | {\"index\":1,\"type\":\"done\",\"process\":0,\"f\":\"read\"}",
        "history-line.json | {\"index\":1,\"type\":\"ok\",\"process\":null,\"f\":\"read\"}",
        "run.json | {\"system\":\"reference\"}",
        "run.json | {\"faultsUnavailable\":[{\"fault\":\"cpu\"}]}",
        "verdict.json | {\"verdict\":\"maybe\"}"
      })
  void aSchemaRefusesWhatIsWrong(String schema, String json) throws IOException {
    assertThat(wrong(schema, json)).isNotEmpty();
  }

  private static List<Error> wrong(String schema, String json) throws IOException {
    return schema(schema).validate(json, InputFormat.JSON);
  }

  private static Schema schema(String name) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(ROOT.resolve("docs/schema").resolve(name)));
  }
}
