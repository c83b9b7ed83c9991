package dev.assay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a list of runs says of one: from {@code run.json} and {@code verdict.json} alone.
 *
 * @param folder of the run, as it was found
 * @param standing its verdict, or why it has none
 * @param setup what was chosen
 * @param findings what came of it; nothing when it was not judged
 */
public record RunSummary(Path folder, Standing standing, Setup setup, Findings findings) {
  private static final Set<String> NOT_LISTED =
      Set.of("plan", "story", "evidence", "details", "leadersSeen", "operationsByKind");

  /** How it stands with a run. */
  public enum Standing {
    INVALID("invalid", "✕"),
    UNKNOWN("unknown", "?"),
    VALID("valid", "✓"),
    RUNNING("running", "▶"),
    OPEN("no verdict", "…"),
    UNREADABLE("unreadable", "!");

    private final String word;
    private final String mark;

    Standing(String word, String mark) {
      this.word = word;
      this.mark = mark;
    }

    public String word() {
      return word;
    }

    String mark() {
      return mark;
    }

    /** The class of its colours in the style sheet. */
    String tone() {
      return switch (this) {
        case INVALID -> "invalid";
        case UNKNOWN -> "unknown";
        case VALID -> "valid";
        case RUNNING, OPEN, UNREADABLE -> "waived";
      };
    }
  }

  /**
   * What was chosen.
   *
   * @param started when, as an ISO 8601 instant
   * @param faultWords the faults as the user named them
   * @param faults the kinds, groups expanded
   */
  public record Setup(
      String started,
      String system,
      String cluster,
      long nodes,
      String workload,
      List<String> faultWords,
      List<String> faults,
      long concurrency,
      long timeLimitMillis,
      long seed,
      String bug,
      Map<String, String> settings,
      Map<String, String> versions) {
    public Setup {
      faultWords = List.copyOf(faultWords);
      faults = List.copyOf(faults);
      settings = new TreeMap<>(settings);
      versions = new TreeMap<>(versions);
    }
  }

  /**
   * What came of it.
   *
   * @param guarantees the verdict's word of each promise, by name
   * @param anomalies of the promises that were broken
   * @param faultsAsked how many were begun
   */
  public record Findings(
      String reason,
      Map<String, String> guarantees,
      List<String> anomalies,
      long ok,
      long fail,
      long info,
      long faultsAsked,
      long faultsProven,
      long leaders) {
    static final Findings NONE = new Findings("", Map.of(), List.of(), 0, 0, 0, 0, 0, 0);

    public Findings {
      guarantees = new TreeMap<>(guarantees);
      anomalies = List.copyOf(anomalies);
    }
  }

  /** Operations that ended ok, for each second that clients were to work. */
  public double okPerSecond() {
    return setup.timeLimitMillis() == 0 ? 0 : findings.ok() * 1e3 / setup.timeLimitMillis();
  }

  /**
   * Reads a run's files.
   *
   * @param unjudged what a run without a verdict is
   * @throws IOException when they cannot be read; says which and why
   */
  static RunSummary read(Path folder, Standing unjudged) throws IOException {
    Setup setup = setup(LeanJson.read(folder.resolve("run.json"), NOT_LISTED));
    Path verdict = folder.resolve("verdict.json");
    if (!Files.exists(verdict)) {
      return new RunSummary(folder, unjudged, setup, Findings.NONE);
    }
    LeanJson json = LeanJson.read(verdict, NOT_LISTED);
    Standing standing =
        switch (json.text("verdict")) {
          case "valid" -> Standing.VALID;
          case "invalid" -> Standing.INVALID;
          case "unknown" -> Standing.UNKNOWN;
          default -> throw new IOException(verdict + ": no verdict in it");
        };
    return new RunSummary(folder, standing, setup, findings(json));
  }

  /** A folder whose files cannot be read. */
  static RunSummary unreadable(Path folder, String why) {
    Setup nothing =
        new Setup("", "", "", 0, "", List.of(), List.of(), 0, 0, 0, "", Map.of(), Map.of());
    Findings reason = new Findings(why, Map.of(), List.of(), 0, 0, 0, 0, 0, 0);
    return new RunSummary(folder, Standing.UNREADABLE, nothing, reason);
  }

  private static Setup setup(LeanJson json) {
    return new Setup(
        json.text("started"),
        json.text("system"),
        json.text("cluster"),
        json.number("nodes"),
        json.text("workload"),
        json.texts("faultWords"),
        json.texts("faults"),
        json.number("concurrency"),
        json.number("timeLimitMillis"),
        json.number("seed"),
        json.text("bug"),
        json.pairs("settings"),
        json.pairs("versions"));
  }

  private static Findings findings(LeanJson json) {
    Map<String, String> guarantees = new TreeMap<>();
    for (LeanJson guarantee : json.list("guarantees")) {
      guarantees.put(guarantee.text("name"), guarantee.text("verdict"));
    }
    return new Findings(
        json.text("reason"),
        guarantees,
        json.list("guarantees").stream()
            .map(guarantee -> guarantee.text("anomaly"))
            .filter(anomaly -> !anomaly.isEmpty())
            .distinct()
            .toList(),
        json.inner("operations").number("ok"),
        json.inner("operations").number("fail"),
        json.inner("operations").number("info"),
        json.inner("faults").number("asked"),
        json.inner("faults").number("proven"),
        json.number("leaders"));
  }
}
