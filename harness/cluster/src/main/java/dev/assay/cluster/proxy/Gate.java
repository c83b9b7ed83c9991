package dev.assay.cluster.proxy;

import dev.assay.cluster.MonotonicClock;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One directed link. Several faults may hold it shut, slow, narrow or lossy at once; it is whole
 * again when the last of them is gone.
 */
final class Gate {
  /** A narrow link lets a hundredth of a second's worth through at once. */
  private static final int SLICES_PER_SECOND = 100;

  private final Set<Integer> cuts = new HashSet<>();
  private final Map<Integer, Late> delays = new TreeMap<>();
  private final Map<Integer, Lossy> losses = new TreeMap<>();
  private final Map<Integer, Narrow> narrows = new TreeMap<>();
  private long bytes;

  private record Late(Delay delay, SplittableRandom random) {}

  private record Narrow(Bucket bucket, int slice) {}

  private static final class Lossy {
    private final Loss loss;
    private final SplittableRandom random;
    private long stalls;

    Lossy(Loss loss, SplittableRandom random) {
      this.loss = loss;
      this.random = random;
    }

    long draw() {
      long stall = loss.drawStall(random);
      stalls += stall > 0 ? 1 : 0;
      return stall;
    }
  }

  synchronized void cut(int fault) {
    cuts.add(fault);
  }

  synchronized void delay(int fault, Delay delay) {
    delays.put(fault, new Late(delay, new SplittableRandom(fault)));
  }

  synchronized void lose(int fault, Loss loss, SplittableRandom random) {
    losses.put(fault, new Lossy(loss, random));
  }

  synchronized void narrow(int fault, long bytesPerSecond) {
    int slice = slice(bytesPerSecond);
    Bucket bucket = new Bucket(bytesPerSecond, slice, MonotonicClock.nanos());
    narrows.put(fault, new Narrow(bucket, slice));
  }

  /** How many bytes go over a link of this rate at once. */
  static int slice(long bytesPerSecond) {
    return Math.clamp(bytesPerSecond / SLICES_PER_SECOND, 1, Integer.MAX_VALUE);
  }

  synchronized void mend(int fault) {
    delays.remove(fault);
    losses.remove(fault);
    boolean shut = cuts.remove(fault);
    boolean narrow = narrows.remove(fault) != null;
    if (shut || narrow) {
      notifyAll();
    }
  }

  synchronized boolean open() {
    return cuts.isEmpty();
  }

  synchronized boolean lossy() {
    return !losses.isEmpty();
  }

  synchronized boolean narrow() {
    return !narrows.isEmpty();
  }

  synchronized boolean losesFor(int fault) {
    return losses.containsKey(fault);
  }

  /** How many segments a fault has lost here. */
  synchronized long stalls(int fault) {
    Lossy lossy = losses.get(fault);
    return lossy == null ? 0 : lossy.stalls;
  }

  /**
   * How long a connection is to live from now on, for this fault; nothing when it does not lose.
   */
  synchronized OptionalLong drawLife(int fault) {
    Lossy lossy = losses.get(fault);
    return lossy == null
        ? OptionalLong.empty()
        : OptionalLong.of(lossy.loss.drawLife(lossy.random));
  }

  /** The faults that make this link lossy. */
  synchronized Set<Integer> lossFaults() {
    return Set.copyOf(losses.keySet());
  }

  /** The least that bytes are delayed now. */
  synchronized long leastDelayNanos() {
    return delays.values().stream().mapToLong(late -> late.delay().leastNanos()).sum();
  }

  /** The most that bytes are delayed now; losses may hold them for longer. */
  synchronized long mostDelayNanos() {
    return delays.values().stream().mapToLong(late -> late.delay().mostNanos()).sum();
  }

  /** The most that bytes are held now for delays and losses. */
  synchronized long mostHoldNanos() {
    return mostDelayNanos() + losses.size() * Loss.MOST_NANOS;
  }

  /** How long the bytes that have just come are to be held. */
  synchronized long drawHoldNanos() {
    long sum = 0;
    for (Late late : delays.values()) {
      sum += late.delay().draw(late.random());
    }
    for (Lossy lossy : losses.values()) {
      sum += lossy.draw();
    }
    return sum;
  }

  /** Of so many bytes, how many may go at once; at least one. */
  synchronized int portion(int length) {
    int least = length;
    for (Narrow narrow : narrows.values()) {
      least = Math.min(least, narrow.slice());
    }
    return least;
  }

  /**
   * Waits until the gate is open and wide enough, however long: whoever ends the connection
   * interrupts it. Bytes are counted under the same lock that closes the gate, so that the count
   * stands still from the very moment of a cut.
   *
   * @param length how many bytes want to pass
   * @param counted whether they are a node's or a client's, and not a probe's
   * @return whether it was closed
   */
  synchronized boolean pass(int length, boolean counted) throws InterruptedException {
    boolean waited = false;
    long now = MonotonicClock.nanos();
    Map<Integer, Long> due = new TreeMap<>();
    if (length > 0) {
      narrows.forEach((fault, narrow) -> due.put(fault, narrow.bucket().take(length, now)));
    }
    while (true) {
      due.keySet().retainAll(narrows.keySet());
      long left = left(due);
      if (!cuts.isEmpty()) {
        waited = true;
        wait();
      } else if (left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } else {
        bytes += counted ? length : 0;
        return waited;
      }
    }
  }

  private static long left(Map<Integer, Long> due) {
    long now = MonotonicClock.nanos();
    return due.values().stream().mapToLong(at -> at - now).max().orElse(0);
  }

  /** The bytes of nodes and clients (not of probes) that have passed since the start. */
  synchronized long bytes() {
    return bytes;
  }
}
