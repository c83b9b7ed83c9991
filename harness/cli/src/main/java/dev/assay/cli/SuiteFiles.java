package dev.assay.cli;

import dev.assay.core.run.OutputException;
import dev.assay.engine.RepeatCommand;
import dev.assay.engine.Versions;
import dev.assay.lab.suite.Ended;
import dev.assay.lab.suite.SuiteRequest;
import dev.assay.lab.suite.SuiteRun;
import dev.assay.lab.suite.SuiteSummary;
import dev.assay.report.SuiteJUnit;
import dev.assay.report.SuiteMarkdown;
import dev.assay.report.SuitePage;
import dev.assay.report.SuiteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a suite: {@code suite.json}, {@code suite.html}, {@code suite.md}, {@code
 * junit.xml}.
 *
 * @param folder {@code suite-<UTC time>-<seed>} below the results
 */
record SuiteFiles(Path folder) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * A suite that has ended.
   *
   * @param command what repeats it
   * @param budget for how long runs were begun, as a person writes it
   * @param notes what a person should know besides
   */
  record Done(
      SuiteRequest request,
      SuiteSummary summary,
      Instant began,
      long millis,
      String budget,
      String command,
      List<String> notes) {}

  static SuiteFiles create(Path results, Instant began, long seed) {
    Path folder = results.resolve("suite-" + TIME.format(began) + "-" + seed);
    try {
      Files.createDirectories(folder);
    } catch (IOException full) {
      throw OutputException.cannotWrite(results, full);
    }
    return new SuiteFiles(folder);
  }

  Path page() {
    return folder.resolve("suite.html");
  }

  /** Writes all of them; says what they show. */
  SuiteTable write(Done done) {
    SuiteTable table = table(done);
    try {
      Files.writeString(
          folder.resolve("suite.json"),
          JsonMapper.builder()
                  .build()
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(SuiteJson.suite(done))
              + "\n");
      Files.writeString(folder.resolve("suite.md"), SuiteMarkdown.of(table));
      SuiteJUnit.write(table, folder.resolve("junit.xml"));
      SuitePage.write(table, page());
    } catch (IOException full) {
      throw OutputException.cannotWrite(folder, full);
    }
    return table;
  }

  private SuiteTable table(Done done) {
    SuiteRequest request = done.request();
    return new SuiteTable(
        done.summary().verdict(),
        done.summary().reason(),
        "%s profile, %s, cluster %s"
            .formatted(
                request.profile().word(),
                request.systems().stream()
                    .map(SuiteRequest.Tested::name)
                    .collect(Collectors.joining(", ")),
                request.cluster()),
        done.began().toString(),
        request.seed(),
        done.millis(),
        done.budget(),
        done.command(),
        done.summary().runs().stream().map(this::row).toList(),
        done.summary().kinds().stream()
            .map(kind -> new SuiteTable.Kind(kind.kind(), kind.asked(), kind.proven()))
            .toList(),
        done.notes(),
        Versions.all());
  }

  private SuiteTable.Row row(SuiteRun run) {
    var spec = run.planned().spec();
    boolean judged = run.ended() instanceof Ended.Judged;
    return new SuiteTable.Row(
        status(run),
        spec.workload(),
        spec.system(),
        spec.faults(),
        spec.seed(),
        run.planned().failedBefore(),
        run.reason(),
        run.violations(),
        run.waivers().stream()
            .map(waiver -> waiver.reason() + " (until " + waiver.until() + ")")
            .collect(Collectors.joining("; ")),
        judged
            ? ((Ended.Judged) run.ended()).replay()
            : RepeatCommand.of(spec, run.planned().faultWords()),
        judged ? link(((Ended.Judged) run.ended()).folder()) : "",
        judged ? ((Ended.Judged) run.ended()).millis() : 0,
        run.judgement().map(judgement -> judgement.operationsInAll().ok()).orElse(0L));
  }

  /** From the suite's page to the run's report, so that the folder of results can be moved. */
  private String link(Path run) {
    Path relative = folder.toAbsolutePath().relativize(run.resolve("report.html").toAbsolutePath());
    return relative.toString().replace("%", "%25").replace("#", "%23").replace("?", "%3F");
  }

  private static SuiteTable.Status status(SuiteRun run) {
    return switch (run.status()) {
      case INVALID -> SuiteTable.Status.INVALID;
      case BROKEN -> SuiteTable.Status.ERROR;
      case UNKNOWN -> SuiteTable.Status.UNKNOWN;
      case NOT_RUN -> SuiteTable.Status.NOT_RUN;
      case WAIVED -> SuiteTable.Status.WAIVED;
      case VALID -> SuiteTable.Status.VALID;
    };
  }
}
