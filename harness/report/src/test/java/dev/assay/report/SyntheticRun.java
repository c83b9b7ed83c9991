package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.core.run.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A made-up history of compare-and-set registers under faults, with the shapes of a real one:
 * timeouts while a majority is cut off, renamed processes, leaders that come and go.
 */
final class SyntheticRun {
  static final int CLIENTS = 10;
  private static final long MILLI = 1_000_000;
  private static final List<String> NODES = List.of("n1", "n2", "n3");

  private final RandomGenerator random;
  private final long length;
  private final List<Entry> lines = new ArrayList<>();
  private final Map<String, Long> registers = new HashMap<>();
  private final List<long[]> outages = new ArrayList<>();
  private long nextOp;

  private SyntheticRun(long seed, long length) {
    this.random = new Seed(seed).random();
    this.length = length;
  }

  /** A history of about so many operations over 30 seconds, with 8 faults. */
  static List<Entry> history(long seed, int operations) {
    SyntheticRun run = new SyntheticRun(seed, 30_000 * MILLI);
    run.beginning();
    run.faults();
    long pause = run.length * CLIENTS / operations;
    for (int client = 0; client < CLIENTS; client++) {
      run.client(client, pause);
    }
    run.ending();
    return run.numbered();
  }

  private void beginning() {
    event(0, new Actor.Nemesis(), "run", Map.of("seed", 42L));
    for (String node : NODES) {
      event(20 * MILLI, new Actor.Node(node), "started", Map.of("detail", "pid 4711"));
    }
    leader(380, "n2", 1);
  }

  private void faults() {
    fault(0, "partition", 2_000, 2_600, true, cut("n1"), List.of("n1", "n2", "n3"));
    fault(1, "kill-leader", 6_100, 2_000, true, List.of(), List.of("n2"));
    died(6_140, 8_100, "n2");
    leader(6_900, "n3", 2);
    fault(2, "pause", 9_500, 1_500, true, List.of(), List.of("n1"));
    fault(3, "delay", 12_000, 2_500, true, cut("n2"), List.of("n2"));
    fault(4, "partition-leader", 15_500, 2_400, true, cut("n3"), List.of("n3"));
    leader(16_400, "n1", 3);
    fault(5, "reset", 19_000, 700, false, cut("n1"), List.of("n1"));
    fault(6, "kill", 21_000, 1_800, true, List.of(), List.of("n3"));
    died(21_030, 22_800, "n3");
    fault(7, "pause-leader", 25_000, 1_400, true, List.of(), List.of("n1"));
    leader(25_900, "n2", 4);
    outages.add(new long[] {6_140 * MILLI, 6_900 * MILLI});
    outages.add(new long[] {15_550 * MILLI, 16_400 * MILLI});
    outages.add(new long[] {25_050 * MILLI, 25_900 * MILLI});
  }

  private static List<Object> cut(String alone) {
    List<Object> links = new ArrayList<>();
    for (String other : NODES) {
      if (!other.equals(alone)) {
        links.add(List.of(alone, other));
        links.add(List.of(other, alone));
      }
    }
    return links;
  }

  private void fault(
      long id,
      String kind,
      long atMillis,
      long lasts,
      boolean proven,
      List<Object> links,
      List<String> nodes) {
    long at = atMillis * MILLI;
    Map<String, Object> asked = Map.of("fault", id, "phase", "begin");
    String proof =
        proven
            ? "12 of 12 connections tried through the links went as they should: none of "
                + nodes.getFirst()
                + " with the others, all of the others."
            : "The peer's connection was still open 500 ms later.";
    Map<String, Object> begun = new HashMap<>(asked);
    begun.putAll(Map.of("applied", true, "proven", proven, "proof", proof));
    begun.putAll(Map.of("nodes", nodes, "links", links));
    nemesis(at, at + 120 * MILLI, kind, asked, begun);
    long end = at + lasts * MILLI;
    Map<String, Object> ended = new HashMap<>(begun);
    ended.putAll(Map.of("phase", "end", "proven", true));
    ended.put("proof", "All 12 connections tried through the links succeeded again.");
    nemesis(end, end + 160 * MILLI, kind, Map.of("fault", id, "phase", "end"), ended);
  }

  private void nemesis(long from, long to, String kind, Object asked, Object answered) {
    long op = nextOp++;
    Actor who = new Actor.Nemesis();
    line(from, EntryType.INVOKE, who, kind, op, null, asked, null, null);
    line(to, EntryType.INFO, who, kind, op, null, answered, null, null);
  }

  private void died(long atMillis, long untilMillis, String node) {
    Map<String, Object> detail = Map.of("provoked", true, "detail", "exit status 137");
    event(atMillis * MILLI, new Actor.Node(node), "died", detail);
    event(untilMillis * MILLI, new Actor.Node(node), "started", Map.of("detail", "pid 4788"));
  }

  private void leader(long atMillis, String node, long epoch) {
    Map<String, Object> value = Map.of("node", node, "epoch", epoch);
    event(atMillis * MILLI, new Actor.Node(node), "leader", value);
  }

  private void client(int slot, long pause) {
    int process = slot;
    long now = (400 + slot * 3L) * MILLI;
    while (now < length - 1_200 * MILLI) {
      long took = (long) (0.45 * pause * Math.exp(random.nextGaussian() * 0.7 - 0.245));
      EntryType outcome = outcome(now);
      if (outcome == EntryType.INFO) {
        took = 600 * MILLI + random.nextLong(200 * MILLI);
      }
      operation(process, NODES.get(slot % NODES.size()), now, now + took, outcome);
      process += outcome == EntryType.INFO ? CLIENTS : 0;
      now += took + (long) (pause * 0.8 * random.nextDouble());
    }
  }

  private EntryType outcome(long now) {
    for (long[] outage : outages) {
      if (now > outage[0] && now < outage[1]) {
        return random.nextInt(3) == 0 ? EntryType.FAIL : EntryType.INFO;
      }
    }
    return random.nextInt(9) == 0 ? EntryType.FAIL : EntryType.OK;
  }

  private void operation(int process, String node, long from, long to, EntryType outcome) {
    String key = "r" + random.nextInt(5);
    long value = random.nextInt(5);
    Actor who = new Actor.Client(process);
    long op = nextOp++;
    String f = List.of("read", "write", "cas").get(random.nextInt(3));
    Object held = registers.getOrDefault(key, -1L) < 0 ? Nil.NIL : registers.get(key);
    Object argument = null;
    switch (f) {
      case "read" -> {}
      case "write" -> argument = value;
      default -> argument = List.of(held, value);
    }
    boolean definite = f.equals("cas") || outcome == EntryType.INFO;
    EntryType end = outcome == EntryType.FAIL && !definite ? EntryType.OK : outcome;
    String error = end == EntryType.OK ? null : end == EntryType.FAIL ? "bad-version" : "timeout";
    line(from, EntryType.INVOKE, who, f, op, key, argument, null, node);
    Object answer = f.equals("read") && end == EntryType.OK ? held : argument;
    line(to, end, who, f, op, key, answer, error, node);
    if (end == EntryType.OK && !f.equals("read")) {
      registers.put(key, value);
    }
  }

  private void ending() {
    event(length - 1_150 * MILLI, new Actor.Nemesis(), "healed", null);
    event(length - 900 * MILLI, new Actor.Nemesis(), "serving", Map.of("millis", 250L));
    event(length - 880 * MILLI, new Actor.Nemesis(), "phase", "final");
    event(length, new Actor.Nemesis(), "end", null);
  }

  private void event(long time, Actor actor, String f, @Nullable Object value) {
    line(time, EntryType.EVENT, actor, f, -1, null, value, null, null);
  }

  private void line(
      long time,
      EntryType type,
      Actor actor,
      String f,
      long op,
      @Nullable String key,
      @Nullable Object value,
      @Nullable String error,
      @Nullable String node) {
    lines.add(new Entry(0, time, type, actor, f, op, key, value, error, node, null, null));
  }

  private List<Entry> numbered() {
    lines.sort(Comparator.comparingLong(Entry::time));
    List<Entry> numbered = new ArrayList<>(lines.size());
    for (Entry line : lines) {
      numbered.add(Lines.at(numbered.size(), line));
    }
    return numbered;
  }
}
