package dev.assay.lab.suite;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.core.run.RunSpec;
import java.time.LocalDate;

/**
 * A violation that is known and stays for now.
 *
 * @param line where it stands in its file
 * @param workload the workload, or {@code *}
 * @param system the system, or {@code *}
 * @param guarantee the broken promise
 * @param anomaly what is seen of it, or {@code *}
 * @param until the last day on which it counts
 * @param reason why it stays
 */
public record Waiver(
    int line,
    String workload,
    String system,
    String guarantee,
    String anomaly,
    LocalDate until,
    String reason) {
  static final String ANY = "*";

  boolean covers(RunSpec spec, Guarantee violation) {
    return fits(workload, spec.workload())
        && fits(system, spec.system())
        && guarantee.equals(violation.name())
        && fits(anomaly, violation.anomaly());
  }

  private static boolean fits(String pattern, String value) {
    return pattern.equals(ANY) || pattern.equals(value);
  }

  /** What it waives: {@code register on zookeeper, linearizable: non-linearizable}. */
  public String subject() {
    return "%s on %s, %s: %s".formatted(workload, system, guarantee, anomaly);
  }
}
