package dev.assay.lab.suite;

import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The known violations. A file of them has one a line, six fields with bars between them, empty
 * lines, and comments that begin with a number sign:
 *
 * <pre>{@code
 * # workload | system    | guarantee    | anomaly          | until      | reason
 * register   | zookeeper | linearizable | non-linearizable | 2027-03-31 | ZOOKEEPER-1675
 * }</pre>
 *
 * <p>A run is waived when every promise that it breaks is; a new violation beside a known one is
 * news.
 *
 * @param live those that count
 * @param expired those whose day is over
 */
public record Waivers(List<Waiver> live, List<Waiver> expired) {
  public static final Waivers NONE = new Waivers(List.of(), List.of());

  private static final String FORM =
      "write: workload | system | guarantee | anomaly | yyyy-mm-dd | reason";
  private static final int FIELDS = 6;
  private static final int MOST = 1_000;

  public Waivers {
    live = List.copyOf(live);
    expired = List.copyOf(expired);
  }

  /**
   * Reads the lines of a file.
   *
   * @param workloads the workloads that there are
   * @param today in UTC
   * @throws IllegalArgumentException for what is no waiver; the message begins with the line's
   *     number and says what to do
   */
  public static Waivers parse(List<String> lines, Collection<String> workloads, LocalDate today) {
    List<Waiver> live = new ArrayList<>();
    List<Waiver> expired = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      Waiver waiver = waiver(i + 1, text, workloads);
      (waiver.until().isBefore(today) ? expired : live).add(waiver);
      if (live.size() + expired.size() > MOST) {
        throw wrong(i + 1, "more than " + MOST + " waivers; delete those that are of no use");
      }
    }
    return new Waivers(live, expired);
  }

  private static Waiver waiver(int line, String text, Collection<String> workloads) {
    String[] fields = text.split("\\|", FIELDS);
    if (fields.length < FIELDS) {
      throw wrong(line, "%d of %d fields; %s".formatted(fields.length, FIELDS, FORM));
    }
    for (int i = 0; i < FIELDS; i++) {
      fields[i] = fields[i].strip();
      if (fields[i].isEmpty()) {
        throw wrong(line, "field %d is empty; %s".formatted(i + 1, FORM));
      }
    }
    if (!fields[0].equals(Waiver.ANY) && !workloads.contains(fields[0])) {
      throw wrong(
          line,
          "unknown workload %s; write * or one of %s"
              .formatted(fields[0], String.join(", ", workloads)));
    }
    if (fields[2].equals(Waiver.ANY)) {
      throw wrong(line, "a waiver names one guarantee, as linearizable; * would hide all");
    }
    return new Waiver(
        line, fields[0], fields[1], fields[2], fields[3], date(line, fields[4]), fields[5]);
  }

  private static LocalDate date(int line, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException malformed) {
      throw wrong(line, "'%s' is no date; write the last day as 2027-03-31".formatted(text));
    }
  }

  private static IllegalArgumentException wrong(int line, String what) {
    return new IllegalArgumentException("line " + line + ": " + what);
  }

  /** Those that cover a run, one for each promise that it breaks; empty when one is not covered. */
  List<Waiver> covering(RunSpec spec, Judgement judgement) {
    List<Waiver> covering = new ArrayList<>();
    for (Guarantee violation : violations(judgement)) {
      Waiver waiver =
          live.stream().filter(each -> each.covers(spec, violation)).findFirst().orElse(null);
      if (waiver == null) {
        return List.of();
      }
      covering.add(waiver);
    }
    return covering.stream().distinct().toList();
  }

  static List<Guarantee> violations(Judgement judgement) {
    return judgement.guarantees().stream()
        .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
        .toList();
  }
}
