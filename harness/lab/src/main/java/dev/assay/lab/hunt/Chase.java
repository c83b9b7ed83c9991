package dev.assay.lab.hunt;

import dev.assay.checker.verdict.Verdict;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The chase after one quarry from one base seed. Several workers may run its seeds at once, and
 * still the seed that counts is the first one, in the order of the seeds, whose run was invalid: a
 * seed may be found invalid early, but it is the catch only when all before it are done. Seeds
 * behind it that were run meanwhile count for nothing.
 */
final class Chase {
  private final Quarry quarry;
  private final long base;
  private final TreeMap<Integer, Tried> tried = new TreeMap<>();
  private int handedOut;
  private int workers;
  private int firstInvalid;
  private long beganNanos = -1;
  private long endedNanos = -1;
  private String fault = "";
  private @Nullable Sighting withoutBug;

  /** What one seed came to, and the processor time that it took. */
  record Tried(Sighting sighting, long cpuNanos) {}

  Chase(Quarry quarry, long base) {
    this.quarry = quarry;
    this.base = base;
    this.firstInvalid = quarry.seeds();
  }

  Quarry quarry() {
    return quarry;
  }

  long base() {
    return base;
  }

  long seed(int index) {
    return base + index;
  }

  synchronized int workers() {
    return workers;
  }

  synchronized void join(long nowNanos) {
    workers++;
    if (beganNanos < 0) {
      beganNanos = nowNanos;
    }
  }

  synchronized void leave() {
    workers--;
  }

  /** The next seed to run, as a distance from the base; empty when there is none to run. */
  synchronized OptionalInt next() {
    return waiting() ? OptionalInt.of(handedOut++) : OptionalInt.empty();
  }

  synchronized boolean waiting() {
    return fault.isEmpty() && handedOut < firstInvalid;
  }

  /** Whether that was the last seed that the outcome waited for. */
  synchronized boolean done(int index, Tried what, long nowNanos) {
    tried.put(index, what);
    if (what.sighting().invalid()) {
      firstInvalid = Math.min(firstInvalid, index);
    }
    boolean last = decided() && endedNanos < 0;
    if (last) {
      endedNanos = nowNanos;
    }
    return last;
  }

  private boolean decided() {
    int needed = Math.min(firstInvalid + 1, quarry.seeds());
    return tried.headMap(needed).size() == needed;
  }

  /** The run itself failed, so that nothing can be said. */
  synchronized void failed(int index, String message, long nowNanos) {
    fault = "seed %d: %s".formatted(seed(index), message);
    endedNanos = nowNanos;
  }

  /** The run that caught it, once it is certain. */
  synchronized @Nullable Sighting caught() {
    Tried last = tried.get(firstInvalid);
    return last != null && decided() ? last.sighting() : null;
  }

  /** What the same seed showed with the bug off. */
  synchronized void control(Sighting without) {
    withoutBug = without;
  }

  synchronized Pursuit end(long nowNanos) {
    Sighting caught = caught();
    boolean complete = fault.isEmpty() && decided() && controlled(caught);
    var counted = tried.headMap(Math.min(firstInvalid + 1, quarry.seeds())).values();
    long unknown =
        counted.stream().filter(each -> each.sighting().verdict() == Verdict.UNKNOWN).count();
    String whyUnknown =
        counted.stream()
            .filter(each -> each.sighting().verdict() == Verdict.UNKNOWN)
            .findFirst()
            .map(each -> each.sighting().reason())
            .orElse("");
    return new Pursuit(
        base,
        counted.size(),
        (int) unknown,
        whyUnknown,
        caught,
        withoutBug,
        complete,
        fault,
        beganNanos < 0 ? 0 : ((endedNanos < 0 ? nowNanos : endedNanos) - beganNanos) / 1_000_000,
        counted.stream().mapToLong(Tried::cpuNanos).sum() / 1_000_000);
  }

  private boolean controlled(@Nullable Sighting caught) {
    return caught == null || quarry instanceof Twin || withoutBug != null;
  }
}
