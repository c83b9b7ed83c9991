package dev.assay.report;

import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a hunt of seeded bugs, as the page shows it.
 *
 * @param verdict valid when all is as it should be, unknown when something was not done
 * @param began when, as an ISO 8601 instant
 * @param where what ran: the simulator, or processes
 * @param seed where the base seeds come from
 * @param bases the base seeds
 * @param millis how long it took
 * @param runs how many runs there were
 * @param command what repeats it
 * @param rows what was hunted, in any order
 * @param versions what took part
 */
public record HuntTable(
    Verdict verdict,
    String began,
    String where,
    long seed,
    List<Long> bases,
    long millis,
    long runs,
    String command,
    List<Row> rows,
    Map<String, String> versions) {
  public HuntTable {
    bases = List.copyOf(bases);
    rows = List.copyOf(rows);
    versions = new TreeMap<>(versions);
  }

  /** In which table of the page a row stands. */
  public enum Kind {
    BUG,
    TWIN,
    EQUIVALENT
  }

  /**
   * One bug or benign twin.
   *
   * @param verdict whether it came out as it should
   * @param word what came of it, in a word or two
   * @param about what is wrong with the server, or what is unusual about the run
   * @param why for an equivalent bug, why nobody can see it; else empty
   * @param facts what else there is to know, names and texts in order
   * @param seen the classes of anomaly that were seen
   * @param rate the share of the base seeds from which it was caught or flagged
   * @param tries what came of it from each base seed
   */
  public record Row(
      Kind kind,
      Verdict verdict,
      String name,
      String word,
      String about,
      String why,
      List<Fact> facts,
      List<String> seen,
      double rate,
      List<Try> tries) {
    public Row {
      facts = List.copyOf(facts);
      seen = List.copyOf(seen);
      tries = List.copyOf(tries);
    }
  }

  public record Fact(String name, String text) {}

  /**
   * What came of one base seed.
   *
   * @param verdict whether it came out as it should
   * @param text in a few words
   * @param reason one sentence of the run that decided, or empty
   * @param command what repeats that run, or empty
   */
  public record Try(long base, Verdict verdict, String text, String reason, String command) {}
}
