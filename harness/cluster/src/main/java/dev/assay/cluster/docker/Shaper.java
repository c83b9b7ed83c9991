package dev.assay.cluster.docker;

import dev.assay.cluster.MonotonicClock;
import dev.assay.cluster.linux.PacketQueue;
import dev.assay.cluster.linux.QueuedPacket;
import dev.assay.cluster.proxy.Delay;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes links to one node slow and narrow: it holds the packets that the rules in the node's
 * network namespace lead to its queues, one queue for each sender, on a thread of its own. When it
 * fails, packets pass.
 */
final class Shaper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shaper.class);
  private static final long MOST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final long pid;
  private final PacketQueue queue;
  private final Map<Integer, PacketLine> lines = new TreeMap<>();
  private final Map<Integer, Long> held = new TreeMap<>();
  private final Thread thread;
  private long dropped;
  private volatile boolean ended;

  private Shaper(long pid, PacketQueue queue) {
    this.pid = pid;
    this.queue = queue;
    this.thread = Thread.ofPlatform().name("shaper-" + pid).daemon().unstarted(this::run);
  }

  /** What is to be done to the packets of one queue: by which faults. */
  record Shape(Map<Integer, Delay> delays, Map<Integer, Long> rates) {}

  /** Takes the queues of a node's process; nothing is held yet. */
  static Shaper open(long pid, Iterable<Integer> queues) throws IOException, InterruptedException {
    Map<Integer, PacketLine> lines = new TreeMap<>();
    queues.forEach(number -> lines.put(number, new PacketLine(MonotonicClock.nanos())));
    Shaper shaper = new Shaper(pid, PacketQueue.open(pid, lines.keySet().stream().toList()));
    shaper.lines.putAll(lines);
    shaper.thread.start();
    return shaper;
  }

  long pid() {
    return pid;
  }

  /** From now on the packets of a queue are held like this. */
  synchronized void shape(int number, Shape shape) {
    PacketLine line = line(number);
    line.delays(shape.delays());
    line.rates(shape.rates(), MonotonicClock.nanos());
  }

  /** How many packets of a queue it has held so far. */
  synchronized long held(int number) {
    return held.getOrDefault(number, 0L);
  }

  private PacketLine line(int number) {
    PacketLine line = lines.get(number);
    if (line == null) {
      throw new IllegalArgumentException("no such queue: " + number);
    }
    return line;
  }

  private void run() {
    try {
      while (!ended) {
        var _ = queue.await((int) Math.ceilDiv(waitNanos(), 1_000_000L));
        step();
      }
      step();
    } catch (RuntimeException e) {
      LOG.error("packets to process {} are not held any more", pid, e);
    } finally {
      close(queue);
    }
  }

  private synchronized long waitNanos() {
    long now = MonotonicClock.nanos();
    return lines.values().stream()
        .mapToLong(line -> line.waitNanos(now, MOST_WAIT_NANOS))
        .min()
        .orElse(MOST_WAIT_NANOS);
  }

  private synchronized void step() {
    for (QueuedPacket packet : queue.packets()) {
      held.merge(packet.queue(), 1L, Long::sum);
      line(packet.queue()).arrive(packet, MonotonicClock.nanos());
    }
    Verdicts verdicts = new Verdicts();
    long now = MonotonicClock.nanos();
    lines.values().forEach(line -> line.advance(now, verdicts));
  }

  private synchronized void close(PacketQueue open) {
    Verdicts verdicts = new Verdicts();
    lines.values().forEach(line -> line.release(verdicts::pass));
    open.close();
    if (dropped > 0) {
      LOG.debug("{} packets to process {} found no room", dropped, pid);
    }
  }

  /** Tells the kernel; of a packet that it knows no more it needs no word. */
  private final class Verdicts implements PacketLine.Fate {
    @Override
    public void pass(QueuedPacket packet) {
      try {
        queue.accept(packet);
      } catch (IOException e) {
        LOG.debug("no word about {}: {}", packet, e.toString());
      }
    }

    @Override
    public void drop(QueuedPacket packet) {
      dropped++;
      try {
        queue.drop(packet);
      } catch (IOException e) {
        LOG.debug("no word about {}: {}", packet, e.toString());
      }
    }
  }

  /** Lets all packets pass that it holds; the rules must lead no more to it. */
  @Override
  public void close() {
    ended = true;
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOG.warn("{} does not end", thread.getName());
      }
    } catch (InterruptedException _) {
      // It ends by itself.
      Thread.currentThread().interrupt();
    }
  }
}
