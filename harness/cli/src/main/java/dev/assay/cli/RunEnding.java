package dev.assay.cli;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.JudgementJson;
import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.OutputException;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpec;
import dev.assay.report.JUnitXml;
import dev.assay.report.ReportInput;
import dev.assay.report.ReportWriter;
import dev.assay.report.TraceWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * A run that was judged: writes its files, and says what came of it.
 *
 * @param seeded whether the plan of faults is the one that the seed gives
 */
record RunEnding(
    RunSpec spec,
    List<String> faultWords,
    RunFiles files,
    Judgement judgement,
    long millis,
    boolean seeded) {
  int exitCode() {
    return ExitCode.of(judgement.verdict());
  }

  /** Writes verdict.json, report.html, junit.xml and trace.json. */
  void write(List<Entry> history) {
    ReportInput input =
        new ReportInput(
            spec,
            history,
            judgement.verdict(),
            judgement.reason(),
            judgement.guarantees(),
            repeatCommand(),
            Versions.all());
    try {
      Files.writeString(files.verdict(), JudgementJson.toLine(judgement) + "\n");
      ReportWriter.write(input, files.report());
      JUnitXml.write(input, files.junit());
      TraceWriter.write(input, files.trace());
    } catch (IOException full) {
      throw OutputException.cannotWrite(files.folder(), full);
    }
  }

  /** The command that repeats the run. */
  String repeatCommand() {
    if (!seeded) {
      return "./assay run --from " + RepeatCommand.quoted(files.folder().toString());
    }
    return RepeatCommand.of(spec, faultWords);
  }

  void print(boolean json) {
    if (json) {
      System.out.println(
          EntryJson.valueText(RunJson.of(judgement, spec.seed(), files.folder(), millis)));
      text(System.err);
    } else {
      text(System.out);
    }
  }

  private void text(PrintStream out) {
    out.println();
    if (!spec.bug().isEmpty()) {
      out.println("THE SEEDED BUG " + spec.bug() + " IS ON");
    }
    String word = judgement.verdict().word();
    out.println(
        (judgement.verdict() == Verdict.INVALID ? word.toUpperCase(Locale.ROOT) : word)
            + ": "
            + judgement.reason());
    for (Guarantee guarantee : judgement.guarantees()) {
      out.printf(
          "  %-12s %-8s %s%n", guarantee.name(), guarantee.verdict().word(), brief(guarantee));
      guarantee.story().forEach(sentence -> out.println("      " + sentence));
    }
    OperationTally.Outcomes operations = judgement.operationsInAll();
    out.printf(
        "  %d operations ok, %d failed, %d unknown; faults: %d asked, %d proven (%s); leaders:"
            + " %d%n",
        operations.ok(),
        operations.fail(),
        operations.info(),
        judgement.faultsBegun(),
        judgement.faultsProven(),
        judgement.kindsProven().isEmpty() ? "none" : String.join(", ", judgement.kindsProven()),
        judgement.leaders().size());
    out.println("  report: " + files.report());
    out.println("  again:  " + repeatCommand());
  }

  private static String brief(Guarantee guarantee) {
    return guarantee.reason().lines().findFirst().orElse("");
  }
}
