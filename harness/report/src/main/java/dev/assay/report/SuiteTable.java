package dev.assay.report;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a suite, as its page, its summary and its {@code junit.xml} show it.
 *
 * @param verdict over all runs
 * @param reason one sentence: why it is so
 * @param subject what ran: profile, cluster, systems
 * @param began when, as an ISO 8601 instant
 * @param seed where the seeds of all runs come from
 * @param millis how long it took
 * @param budget for how long runs were begun, as the user wrote it
 * @param command what repeats it
 * @param rows the runs, the gravest first
 * @param kinds the kinds of fault that were asked for
 * @param notes what a person should know besides, a sentence each: waivers that have expired, ...
 * @param versions what took part
 */
public record SuiteTable(
    Verdict verdict,
    String reason,
    String subject,
    String began,
    long seed,
    long millis,
    String budget,
    String command,
    List<Row> rows,
    List<Kind> kinds,
    List<String> notes,
    Map<String, String> versions) {
  public SuiteTable {
    rows = List.copyOf(rows);
    kinds = List.copyOf(kinds);
    notes = List.copyOf(notes);
    versions = new TreeMap<>(versions);
  }

  /** What a run means for the suite, the gravest first. */
  public enum Status {
    INVALID("invalid", "✕"),
    ERROR("error", "!"),
    UNKNOWN("unknown", "?"),
    NOT_RUN("not run", "–"),
    WAIVED("waived", "≈"),
    VALID("valid", "✓");

    private final String word;
    private final String mark;

    Status(String word, String mark) {
      this.word = word;
      this.mark = mark;
    }

    public String word() {
      return word;
    }

    /** So that it does not hang on colour. */
    String mark() {
      return mark;
    }

    /** The class that gives it its colours. */
    String tone() {
      return switch (this) {
        case INVALID, ERROR -> "invalid";
        case UNKNOWN, NOT_RUN -> "unknown";
        case WAIVED -> "waived";
        case VALID -> "valid";
      };
    }
  }

  /**
   * A run.
   *
   * @param kinds the kinds of fault that it was asked for
   * @param failedBefore whether it was done first, since it was invalid in an earlier suite
   * @param reason one sentence: why it ended so
   * @param violations the promises that it broke
   * @param waiver why it is waived, or empty
   * @param command what repeats it
   * @param report its report, as a path from the suite's folder; empty when there is none
   * @param millis how long it took
   * @param operations how many operations succeeded
   */
  public record Row(
      Status status,
      String workload,
      String system,
      List<String> kinds,
      long seed,
      boolean failedBefore,
      String reason,
      List<Guarantee> violations,
      String waiver,
      String command,
      String report,
      long millis,
      long operations) {
    public Row {
      kinds = List.copyOf(kinds);
      violations = List.copyOf(violations);
    }

    /** The kinds in words. */
    String faults() {
      return kinds.isEmpty() ? "no faults" : String.join(", ", kinds);
    }

    /** What tells it from the other runs of the suite. */
    String name() {
      return workload + " on " + system + ", " + faults() + ", seed " + seed;
    }

    /** The classes of what was seen: {@code linearizable: non-linearizable}. */
    List<String> anomalies() {
      return violations.stream().map(each -> each.name() + ": " + each.anomaly()).toList();
    }
  }

  /**
   * A kind of fault.
   *
   * @param asked in how many runs that were done it was asked for
   * @param proven in how many of them it was proven to be in effect
   */
  public record Kind(String word, int asked, int proven) {}

  long count(Status status) {
    return rows.stream().filter(row -> row.status() == status).count();
  }

  /** The kinds that were asked for and not once proven. */
  public List<String> notProven() {
    return kinds.stream().filter(kind -> kind.proven() == 0).map(Kind::word).toList();
  }
}
