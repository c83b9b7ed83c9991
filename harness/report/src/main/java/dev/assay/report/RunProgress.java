package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run goes, from its history as it grows. Rate and latency are those of the last {@value
 * #WINDOW_SECONDS} seconds of the run's own time. Not safe for several threads.
 */
public final class RunProgress {
  private static final int WINDOW_SECONDS = 5;
  private static final long WINDOW = WINDOW_SECONDS * 1_000_000_000L;

  /** More answers than these within the window are counted, but their latency is not looked at. */
  private static final int MOST_LATENCIES = 100_000;

  private final Map<Object, Long> open = new HashMap<>();
  private final Map<String, String> faults = new TreeMap<>();
  private final Deque<Answer> recent = new ArrayDeque<>();
  private final Course course = new Course();
  private long now;
  private long ok;
  private long fail;
  private long info;
  private String leader = "";
  private String phase = "start";

  private record Answer(long time, long nanos) {}

  /**
   * How it goes now.
   *
   * @param seconds of the run's own time, of the last line
   * @param rate operations that ended ok, a second
   * @param p50 latency in microseconds of those that ended ok; -1 when none did
   * @param p99 as {@code p50}
   * @param open operations that have no answer yet
   * @param oldestOpen how long the first of them has been open, in microseconds
   * @param leader the node that was last seen as the leader; empty for none, or when it has died
   * @param faults the kinds in effect
   * @param course from the run's begin
   */
  public record Now(
      double seconds,
      String phase,
      long ok,
      long fail,
      long info,
      double rate,
      long p50,
      long p99,
      int open,
      long oldestOpen,
      String leader,
      List<String> faults,
      Course.Shape course) {}

  /** The next line of the history. */
  public void seen(Entry entry) {
    now = Math.max(now, entry.time());
    course.at(now);
    switch (entry.actor()) {
      case Actor.Client _ -> client(entry);
      case Actor.Node node -> {
        if (entry.f().equals("leader")) {
          leader = node.name();
        } else if (entry.f().equals("died") && leader.equals(node.name())) {
          leader = "";
        }
      }
      case Actor.Nemesis _ -> nemesis(entry);
    }
  }

  private void client(Entry entry) {
    Object id = entry.op() >= 0 ? (Object) entry.op() : entry.actor();
    switch (entry.type()) {
      case INVOKE -> open.put(id, entry.time());
      case OK -> {
        ok++;
        course.ok(now);
        Long began = open.remove(id);
        recent.add(new Answer(entry.time(), began == null ? 0 : entry.time() - began));
        forget();
      }
      case FAIL -> {
        fail++;
        course.other(now);
        open.remove(id);
      }
      case INFO -> {
        info++;
        course.other(now);
        open.remove(id);
      }
      case EVENT -> {}
    }
  }

  private void nemesis(Entry entry) {
    if (entry.f().equals("phase")) {
      phase = String.valueOf(entry.value());
    } else if (entry.type() == EntryType.INFO && entry.value() instanceof Map<?, ?> value) {
      String id = String.valueOf(value.get("fault"));
      if ("end".equals(value.get("phase"))) {
        faults.remove(id);
      } else if (Boolean.TRUE.equals(value.get("applied"))) {
        faults.put(id, entry.f());
      }
      course.faults(now, !faults.isEmpty());
    }
  }

  private void forget() {
    while (!recent.isEmpty() && recent.getFirst().time() < now - WINDOW) {
      recent.removeFirst();
    }
  }

  public Now now() {
    forget();
    long[] latencies =
        recent.stream().limit(MOST_LATENCIES).mapToLong(Answer::nanos).sorted().toArray();
    long first = open.values().stream().mapToLong(Long::longValue).min().orElse(now);
    double window = Math.max(1, Math.min(WINDOW, now)) / 1e9;
    return new Now(
        now / 1e9,
        phase,
        ok,
        fail,
        info,
        recent.size() / window,
        quantile(latencies, 0.5),
        quantile(latencies, 0.99),
        open.size(),
        (now - first) / 1000,
        leader,
        List.copyOf(faults.values()),
        course.shape());
  }

  private static long quantile(long[] sorted, double share) {
    if (sorted.length == 0) {
      return -1;
    }
    int at = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[at] / 1000;
  }
}
