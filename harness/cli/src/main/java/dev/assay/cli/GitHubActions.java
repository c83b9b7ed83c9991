package dev.assay.cli;

import dev.assay.core.run.OutputException;
import dev.assay.report.SuiteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What GitHub shows of a suite or a run that was a step of a job: annotations, which are lines of
 * the step's output, and the job's summary, which is a file. Elsewhere nothing is done.
 *
 * @param environment the variables of the process's environment
 */
record GitHubActions(Map<String, String> environment) {
  /** GitHub keeps ten of each kind for a step. */
  private static final int MOST = 10;

  private static final int LONGEST = 900;

  /** The lines that become annotations; none when this is no step of a job. */
  List<String> annotations(SuiteTable table) {
    if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
      return List.of();
    }
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (SuiteTable.Row row : table.rows()) {
      String title = row.status().word() + ": " + row.workload() + " on " + row.system();
      String text = row.reason() + "\nfaults: " + String.join(", ", row.kinds());
      String again = row.command().isEmpty() ? "" : "\nagain: " + row.command();
      switch (row.status()) {
        case INVALID, ERROR -> errors.add(line("error", title, text + again));
        case UNKNOWN -> warnings.add(line("warning", title, text + again));
        case NOT_RUN, WAIVED, VALID -> {}
      }
    }
    long notRun = table.rows().stream().filter(GitHubActions::notRun).count();
    if (notRun > 0) {
      warnings.addFirst(line("warning", "suite", notRun + " runs were not done."));
    }
    if (!table.notProven().isEmpty()) {
      String missing = String.join(", ", table.notProven());
      warnings.addFirst(line("warning", "suite", "faults never proven: " + missing));
    }
    table.notes().forEach(note -> warnings.addFirst(line("warning", "suite", note)));
    List<String> lines = new ArrayList<>(errors.stream().limit(MOST).toList());
    warnings.stream().limit(MOST).forEach(lines::add);
    return List.copyOf(lines);
  }

  private static boolean notRun(SuiteTable.Row row) {
    return row.status() == SuiteTable.Status.NOT_RUN;
  }

  /** A line that GitHub obeys, whatever stands in the texts. */
  static String line(String level, String title, String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    String safe = title(title).replace(":", "%3A").replace(",", "%2C");
    return "::" + level + " title=" + safe + "::" + escaped(cut);
  }

  private static String title(String text) {
    return escaped("Assay: " + text);
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** Adds the summary to that of the job, if there is one. */
  void summarize(String markdown) {
    String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (file.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          Path.of(file), markdown + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      throw OutputException.cannotWrite(Path.of(file), full);
    }
  }
}
