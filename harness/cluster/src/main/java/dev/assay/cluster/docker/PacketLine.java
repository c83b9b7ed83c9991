package dev.assay.cluster.docker;

import dev.assay.cluster.linux.QueuedPacket;
import dev.assay.cluster.proxy.Bucket;
import dev.assay.cluster.proxy.Delay;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The packets that are on their way over one directed link between nodes. First they are late, in
 * order; then, where the link is narrow, they wait for their turn. Connections share a narrow link
 * by bytes (self-clocked fair queueing, Golestani 1994): a small packet of one is not held up by
 * all that another has sent. As at a router, what is too much of one connection is dropped. Not for
 * several threads.
 */
final class PacketLine {
  /** A connection may have so many packets waiting for a narrow link. */
  static final int MOST_OF_A_FLOW = 32;

  private static final int BURSTS_PER_SECOND = 100;

  private final Map<Integer, Late> delays = new TreeMap<>();
  private final Map<Integer, Bucket> buckets = new TreeMap<>();
  private final Queue<Held> late = new ArrayDeque<>();
  private final PriorityQueue<Tagged> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Tagged::tag).thenComparingLong(Tagged::number));
  private final Map<Long, Flow> flows = new HashMap<>();
  private @Nullable Held leaving;
  private long virtual;
  private long lastDueNanos;
  private long number;

  private record Late(Delay delay, SplittableRandom random) {}

  private record Held(QueuedPacket packet, long dueNanos) {}

  private record Tagged(QueuedPacket packet, long tag, long number) {}

  /** A connection: where its last packet stands in the order, and how many wait. */
  private static final class Flow {
    private long tag;
    private int packets;
  }

  /** What becomes of packets. */
  interface Fate {
    void pass(QueuedPacket packet);

    void drop(QueuedPacket packet);
  }

  PacketLine(long nowNanos) {
    lastDueNanos = nowNanos;
  }

  /** These faults delay it, and no others. */
  void delays(Map<Integer, Delay> now) {
    delays.keySet().retainAll(now.keySet());
    now.forEach((fault, delay) ->
        delays.computeIfAbsent(fault, _ -> new Late(delay, new SplittableRandom(fault))));
  }

  /** These faults make it narrow, and no others: bytes a second for each. */
  void rates(Map<Integer, Long> now, long nowNanos) {
    buckets.keySet().retainAll(now.keySet());
    now.forEach((fault, rate) ->
        buckets.computeIfAbsent(fault, _ -> new Bucket(rate, burst(rate), nowNanos)));
  }

  /** How many bytes pass at once. */
  static long burst(long bytesPerSecond) {
    return Math.max(1, bytesPerSecond / BURSTS_PER_SECOND);
  }

  void arrive(QueuedPacket packet, long nowNanos) {
    long delay = 0;
    for (Late each : delays.values()) {
      delay += each.delay().draw(each.random());
    }
    lastDueNanos = nowNanos + Math.max(delay, lastDueNanos - nowNanos);
    late.add(new Held(packet, lastDueNanos));
  }

  /** Sends on what is due. */
  void advance(long nowNanos, Fate fate) {
    if (delays.isEmpty()) {
      lastDueNanos = nowNanos;
    }
    while (!late.isEmpty() && (delays.isEmpty() || late.element().dueNanos() - nowNanos <= 0)) {
      queue(late.remove().packet(), fate);
    }
    while (true) {
      if (leaving == null) {
        leaving = next(nowNanos);
      }
      if (leaving == null || (!buckets.isEmpty() && leaving.dueNanos() - nowNanos > 0)) {
        return;
      }
      fate.pass(leaving.packet());
      leaving = null;
    }
  }

  private void queue(QueuedPacket packet, Fate fate) {
    Flow flow = flows.computeIfAbsent(packet.content().flow(), _ -> new Flow());
    if (!buckets.isEmpty() && flow.packets >= MOST_OF_A_FLOW) {
      fate.drop(packet);
      return;
    }
    flow.tag = Math.max(virtual, flow.tag) + packet.content().bytes();
    flow.packets++;
    waiting.add(new Tagged(packet, flow.tag, number++));
  }

  private @Nullable Held next(long nowNanos) {
    Tagged first = waiting.poll();
    if (first == null) {
      return null;
    }
    virtual = first.tag();
    flows.computeIfPresent(
        first.packet().content().flow(), (_, flow) -> --flow.packets == 0 ? null : flow);
    long due = nowNanos;
    for (Bucket bucket : buckets.values()) {
      due = Math.max(due, bucket.take(first.packet().content().bytes(), nowNanos));
    }
    return new Held(first.packet(), due);
  }

  /** How long until something is due, no longer than a limit. */
  long waitNanos(long nowNanos, long limit) {
    long wait = limit;
    if (leaving != null) {
      wait = Math.min(wait, leaving.dueNanos() - nowNanos);
    }
    if (!late.isEmpty()) {
      wait = Math.min(wait, late.element().dueNanos() - nowNanos);
    }
    return Math.max(0, wait);
  }

  /** All that waits passes at once: the end. */
  void release(Consumer<QueuedPacket> pass) {
    if (leaving != null) {
      pass.accept(leaving.packet());
    }
    waiting.stream().sorted(waiting.comparator()).map(Tagged::packet).forEach(pass);
    late.stream().map(Held::packet).forEach(pass);
    leaving = null;
    waiting.clear();
    late.clear();
    flows.clear();
  }
}
