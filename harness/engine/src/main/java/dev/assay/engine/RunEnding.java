package dev.assay.engine;

import dev.assay.checker.history.Entry;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.JudgementJson;
import dev.assay.checker.verdict.FailureDot;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.OutputException;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import dev.assay.report.JUnitXml;
import dev.assay.report.LogExcerpt;
import dev.assay.report.NodeMessage;
import dev.assay.report.ReportInput;
import dev.assay.report.ReportWriter;
import dev.assay.report.RunMarkdown;
import dev.assay.report.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run that was judged: what came of it, and its files.
 *
 * @param seeded whether the plan of faults is the one that the seed gives
 * @param unavailable the kinds of fault that were asked for by a group and were not possible, and
 *     why not
 */
public record RunEnding(
    ChosenRun chosen,
    RunFiles files,
    Judgement judgement,
    long millis,
    boolean seeded,
    Map<String, String> unavailable) {
  public RunEnding {
    unavailable = new TreeMap<>(unavailable);
  }

  public RunSpec spec() {
    return chosen.spec();
  }

  /**
   * Writes verdict.json, report.html, summary.md, junit.xml, trace.json, and failure.dot if there
   * is one.
   */
  public void write(List<Entry> history) {
    RunDescription description = description();
    ReportInput input =
        new ReportInput(
            spec(),
            history,
            judgement.verdict(),
            judgement.reason(),
            judgement.guarantees(),
            repeatCommand(),
            versions(description.versions()),
            unavailable,
            logs(description.started()),
            messages());
    try {
      Files.writeString(files.verdict(), JudgementJson.toLine(judgement, unavailable) + "\n");
      Files.writeString(files.summary(), RunMarkdown.of(input));
      JUnitXml.write(input, description.started(), files.junit());
      TraceWriter.write(input, files.trace());
      writeFailure();
      // Last, since it leads to the others.
      ReportWriter.write(input, files.report());
    } catch (IOException full) {
      throw OutputException.cannotWrite(files.folder(), full);
    }
  }

  /** What shows the first violation that there is evidence of; empty if there is none. */
  static List<Entry> evidence(Judgement judgement) {
    return judgement.guarantees().stream()
        .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
        .map(Guarantee::evidence)
        .filter(lines -> !lines.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<NodeMessage> messages() {
    try {
      return NodeMessage.read(files.messages());
    } catch (IOException broken) {
      throw new NoInputException(
          broken.getMessage() + "; delete the file to have a report without messages", broken);
    }
  }

  private RunDescription description() {
    try {
      return RunSpecJson.read(files.run());
    } catch (IOException | IllegalArgumentException unreadable) {
      throw NoInputException.of(files.run(), unreadable);
    }
  }

  /** What ran, as the run says; and what judged it now, where that is another. */
  static Map<String, String> versions(Map<String, String> ran) {
    Map<String, String> versions = new TreeMap<>(ran);
    if (!Versions.assay().equals(ran.get("assay"))) {
      versions.put(ReportInput.JUDGE, Versions.assay());
    }
    return versions;
  }

  /** What the nodes logged around it. */
  private List<LogExcerpt> logs(String runBegan) {
    List<Entry> evidence = evidence(judgement);
    if (evidence.isEmpty()) {
      return List.of();
    }
    try {
      long from = evidence.getFirst().time();
      long to = evidence.getLast().time();
      return LogExcerpt.around(files.folder(), Instant.parse(runBegan), from, to);
    } catch (DateTimeException unreadable) {
      return List.of();
    }
  }

  /** A run that is judged again may fail no longer. */
  private void writeFailure() throws IOException {
    FailureGraph graph = judgement.graph();
    if (graph.isEmpty()) {
      Files.deleteIfExists(files.failure());
    } else {
      Files.writeString(files.failure(), FailureDot.of(graph));
    }
  }

  /** The command that repeats the run. */
  public String repeatCommand() {
    if (chosen.brought() != null) {
      return chosen.brought().again() + spec().seed();
    }
    if (!seeded) {
      return "./assay run --from " + RepeatCommand.quoted(files.folder().toString());
    }
    return RepeatCommand.of(spec(), chosen.faultWords());
  }
}
