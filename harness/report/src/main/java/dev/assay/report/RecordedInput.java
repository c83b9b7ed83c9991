package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.core.run.RunSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A report of a history that somebody else recorded: there is no run to tell of. */
public final class RecordedInput {
  /** What stands for the cluster. */
  static final String CLUSTER = "recorded";

  /** What is said of times when there are none. */
  static final String TIMES = "Times";

  private static final long LINE_NANOS = 1_000_000;

  /** What begins later than this was not counted from the begin of a run: a month. */
  private static final long LONGEST_RUN_NANOS = 30L * 86_400 * 1_000_000_000;

  private static final int MOST_ROWS = 100;

  private RecordedInput() {}

  /**
   * What the report is made of. Where an operation has no time, a line of the history stands for a
   * millisecond; where the times are of a wall clock, they are counted from the first one.
   *
   * @param name the history's name
   * @param judgedAs the model or the workload
   * @param command the command line that judges it again
   */
  public static ReportInput of(
      String name,
      String judgedAs,
      List<Entry> history,
      Judgement judgement,
      String command,
      Map<String, String> versions) {
    boolean timed = timed(history);
    long first = timed ? first(history) : 0;
    UnaryOperator<Entry> moved =
        timed
            ? entry -> entry.withTime(entry.time() - first)
            : entry -> entry.withTime(entry.index() * LINE_NANOS);
    List<Entry> shown = moved(history, moved);
    List<Guarantee> guarantees =
        judgement.guarantees().stream().map(told -> moved(told, moved)).toList();
    Map<String, String> times = new TreeMap<>();
    if (!timed) {
      times.put(TIMES, "none: a line of the history stands for a millisecond");
    } else if (first > 0) {
      times.put(TIMES, "counted from " + Wording.at(first) + " of the recorder's clock");
    }
    RunSpec spec =
        new RunSpec(name, CLUSTER, 0, judgedAs, List.of(), rows(history), 0, 0, 0, "", times);
    return new ReportInput(
        spec, shown, judgement.verdict(), judgement.reason(), guarantees, command, versions);
  }

  /** Not when the recorder gave no times, or all the same. */
  private static boolean timed(List<Entry> history) {
    long first = -1;
    boolean differ = false;
    for (Entry entry : history) {
      if (entry.actor() instanceof Actor.Client) {
        if (entry.time() < 0) {
          return false;
        }
        differ |= first >= 0 && entry.time() != first;
        first = entry.time();
      }
    }
    return differ;
  }

  /** Where the history begins, when its times are of a clock and not of a run. */
  private static long first(List<Entry> history) {
    long first = history.stream().mapToLong(Entry::time).filter(time -> time >= 0).min().orElse(0);
    return first > LONGEST_RUN_NANOS ? first : 0;
  }

  private static List<Entry> moved(List<Entry> lines, UnaryOperator<Entry> moved) {
    return lines.stream().map(moved).toList();
  }

  private static Guarantee moved(Guarantee told, UnaryOperator<Entry> moved) {
    return new Guarantee(
        told.name(),
        told.verdict(),
        told.anomaly(),
        told.reason(),
        told.story(),
        moved(told.evidence(), moved),
        told.details(),
        told.graph(),
        told.known());
  }

  /**
   * So many clients that no two of them work at once of which one is the other's successor: Jepsen
   * gives a process that crashed a new number, which is higher by the number of clients.
   */
  static int rows(List<Entry> history) {
    int highest = 0;
    for (Entry entry : history) {
      if (entry.actor() instanceof Actor.Client(int process)) {
        highest = Math.max(highest, process);
      }
    }
    for (int rows = 1; rows < MOST_ROWS && rows <= highest; rows++) {
      if (fits(history, rows)) {
        return rows;
      }
    }
    return Math.min(highest + 1, MOST_ROWS);
  }

  private static boolean fits(List<Entry> history, int rows) {
    Map<Integer, Integer> busy = new HashMap<>();
    for (Entry entry : history) {
      if (entry.actor() instanceof Actor.Client(int process)) {
        int row = process % rows;
        if (entry.type() == EntryType.INVOKE) {
          Integer other = busy.put(row, process);
          if (other != null && other != process) {
            return false;
          }
        } else if (entry.type().completes()) {
          busy.remove(row, process);
        }
      }
    }
    return true;
  }
}
