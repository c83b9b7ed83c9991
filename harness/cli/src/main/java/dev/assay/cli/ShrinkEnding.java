package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.Nil;
import dev.assay.checker.judge.OperationTally;
import dev.assay.core.fault.PlannedFault;
import dev.assay.engine.RepeatCommand;
import dev.assay.engine.RunEnding;
import dev.assay.lab.shrink.Form;
import dev.assay.report.TerminalText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of shrinking a run.
 *
 * @param anomaly how the original failed: guarantee and class
 * @param smallest the form of the smallest run that failed
 * @param run that run; null when the original did not fail again
 * @param others runs on the way that broke something else
 * @param runs how many runs it took
 * @param stopped why it ended early; empty when it did not
 */
record ShrinkEnding(
    String anomaly,
    Form original,
    Form smallest,
    @Nullable RunEnding run,
    List<Path> others,
    int runs,
    long millis,
    String stopped) {
  int exitCode() {
    return run == null ? ExitCode.UNKNOWN : ExitCode.INVALID;
  }

  void print(boolean json) {
    if (json) {
      System.out.println(EntryJson.valueText(fields()));
    }
    PrintStream text = json ? System.err : System.out;
    text.println();
    if (!stopped.isEmpty()) {
      text.println("ended early: " + TerminalText.line(stopped));
    }
    if (run == null) {
      text.printf(
          "UNKNOWN: the run could not be repeated: of %d runs as it was, none failed with %s%n",
          runs, anomaly);
    } else {
      told(text, run);
    }
    others.forEach(other -> text.println("  another violation, in " + other));
  }

  private void told(PrintStream text, RunEnding ending) {
    OperationTally.Outcomes done = ending.judgement().operationsInAll();
    text.printf("INVALID: %s%n", anomaly);
    text.printf("  what is left, after %d runs in %d s:%n", runs, millis / 1_000);
    text.printf(
        "  %d of %d faults, %d of %d clients, %s of %s%s%n",
        smallest.plan().size(),
        original.plan().size(),
        smallest.spec().concurrency(),
        original.spec().concurrency(),
        Durations.text(smallest.spec().timeLimitMillis()),
        Durations.text(original.spec().timeLimitMillis()),
        smallest.spec().nodes() == original.spec().nodes()
            ? ""
            : ", %d of %d nodes".formatted(smallest.spec().nodes(), original.spec().nodes()));
    for (PlannedFault fault : smallest.plan()) {
      text.println("  fault:  " + line(fault));
    }
    text.printf("  %d operations ok, %d failed, %d unknown%n", done.ok(), done.fail(), done.info());
    ending.judgement().guarantees().stream()
        .flatMap(guarantee -> guarantee.story().stream())
        .forEach(each -> text.println("      " + TerminalText.line(each)));
    text.println("  run:    " + ending.files().folder());
    text.println("  again:  " + again(ending));
  }

  private static String line(PlannedFault fault) {
    return String.format(
        Locale.ROOT,
        "%s from %.1f s for %.1f s %s",
        fault.kind(),
        fault.atNanos() / 1e9,
        fault.durationNanos() / 1e9,
        fault.parameters());
  }

  private static String again(RunEnding ending) {
    return "./assay run --from " + RepeatCommand.quoted(ending.files().folder().toString());
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("verdict", run == null ? "unknown" : "invalid");
    fields.put("reason", run == null ? "the run could not be repeated" : run.judgement().reason());
    fields.put("anomaly", anomaly);
    fields.put("faults", smallest.plan().stream().map(ShrinkEnding::fault).toList());
    fields.put("faultsBefore", (long) original.plan().size());
    fields.put("nodes", (long) smallest.spec().nodes());
    fields.put("clients", (long) smallest.spec().concurrency());
    fields.put("clientsBefore", (long) original.spec().concurrency());
    fields.put("timeLimitMillis", smallest.spec().timeLimitMillis());
    fields.put("timeLimitMillisBefore", original.spec().timeLimitMillis());
    fields.put("operations", run == null ? Nil.NIL : operations(run));
    fields.put("run", run == null ? Nil.NIL : run.files().folder().toString());
    fields.put("again", run == null ? Nil.NIL : again(run));
    fields.put("otherViolations", others.stream().map(Path::toString).toList());
    fields.put("runs", (long) runs);
    fields.put("stopped", stopped);
    fields.put("millis", millis);
    return fields;
  }

  private static Map<String, Object> operations(RunEnding ending) {
    OperationTally.Outcomes done = ending.judgement().operationsInAll();
    return Map.of("ok", done.ok(), "fail", done.fail(), "info", done.info());
  }

  private static Map<String, Object> fault(PlannedFault fault) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", fault.kind());
    fields.put("atMillis", fault.atNanos() / 1_000_000);
    fields.put("forMillis", fault.durationNanos() / 1_000_000);
    fields.put("parameters", fault.parameters());
    return fields;
  }
}
