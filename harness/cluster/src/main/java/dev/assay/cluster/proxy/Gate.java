package dev.assay.cluster.proxy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One directed link. Several faults may hold it shut or slow at once; it is whole again when the
 * last of them is gone.
 */
final class Gate {
  private final Set<Integer> cuts = new HashSet<>();
  private final Map<Integer, Delay> delays = new TreeMap<>();
  private SplittableRandom random = new SplittableRandom(0);
  private long bytes;

  synchronized void cut(int fault) {
    cuts.add(fault);
  }

  synchronized void delay(int fault, Delay delay) {
    random = new SplittableRandom(fault);
    delays.put(fault, delay);
  }

  synchronized void mend(int fault) {
    delays.remove(fault);
    if (cuts.remove(fault) && cuts.isEmpty()) {
      notifyAll();
    }
  }

  synchronized boolean open() {
    return cuts.isEmpty();
  }

  /** The most that bytes are held now. */
  synchronized long mostDelayNanos() {
    return delays.values().stream().mapToLong(Delay::mostNanos).sum();
  }

  /** How long the bytes that have just come are to be held. */
  synchronized long drawDelayNanos() {
    long sum = 0;
    for (Delay delay : delays.values()) {
      sum += delay.draw(random);
    }
    return sum;
  }

  /**
   * Waits until the gate is open, however long: whoever ends the connection interrupts it. Bytes
   * are counted under the same lock that closes the gate, so that the count stands still from the
   * very moment of a cut.
   *
   * @return whether it was closed
   */
  synchronized boolean pass(long count) throws InterruptedException {
    boolean waited = false;
    while (!cuts.isEmpty()) {
      waited = true;
      wait();
    }
    bytes += count;
    return waited;
  }

  /** The bytes of nodes and clients (not of probes) that have passed since the start. */
  synchronized long bytes() {
    return bytes;
  }
}
