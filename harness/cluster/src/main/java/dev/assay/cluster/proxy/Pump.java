package dev.assay.cluster.proxy;

import dev.assay.cluster.MonotonicClock;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * Moves what one side of a connection sends to the other side. One thread does it all: while
 * delayed bytes wait for their time, reading stops in time for the first of them.
 */
final class Pump {
  private static final int BUFFER_BYTES = 32 << 10;
  private static final int QUEUE_BYTES = 4 << 20;
  private static final int TIMED_OUT = -2;
  private static final int END = -1;

  /** Bytes and when they are due; no bytes: the end of the stream. */
  private record Chunk(byte[] bytes, long dueNanos) {}

  private final Socket from;
  private final Socket to;
  private final Gate gate;
  private final Gate back;
  private final boolean counted;
  private final Queue<Chunk> queue = new ArrayDeque<>();
  private int queuedBytes;
  private long lastDueNanos = MonotonicClock.nanos();
  private boolean ended;

  Pump(Socket from, Socket to, Gate gate, Gate back, boolean counted) {
    this.from = from;
    this.to = to;
    this.gate = gate;
    this.back = back;
    this.counted = counted;
  }

  /**
   * Moves bytes until the stream ends.
   *
   * @return whether it ended in order; if not, the connection is to be reset
   */
  boolean run() throws InterruptedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (true) {
      while (!queue.isEmpty() && queue.element().dueNanos() - MonotonicClock.nanos() <= 0) {
        byte[] bytes = queue.remove().bytes();
        queuedBytes -= bytes.length;
        if (!deliver(bytes, bytes.length)) {
          return false;
        }
      }
      if (ended && queue.isEmpty()) {
        return true;
      }
      int count;
      try {
        count = read(buffer);
      } catch (IOException _) {
        // The news of a broken connection travels over the same link as its bytes.
        gate.pass(0, false);
        return false;
      }
      if (count != TIMED_OUT && !accept(buffer, count)) {
        return false;
      }
    }
  }

  private boolean accept(byte[] buffer, int count) throws InterruptedException {
    ended = count == END;
    long now = MonotonicClock.nanos();
    long due = Math.max(lastDueNanos, now + gate.drawHoldNanos());
    lastDueNanos = due;
    int length = Math.max(0, count);
    if (queue.isEmpty() && due <= now) {
      return deliver(buffer, length);
    }
    queue.add(new Chunk(Arrays.copyOf(buffer, length), due));
    queuedBytes += length;
    return true;
  }

  private int read(byte[] buffer) throws IOException, InterruptedException {
    if (queue.isEmpty()) {
      from.setSoTimeout(0);
      return from.getInputStream().read(buffer);
    }
    long waitNanos = Math.max(1, queue.element().dueNanos() - MonotonicClock.nanos());
    if (ended || queuedBytes >= QUEUE_BYTES) {
      Thread.sleep(Duration.ofNanos(waitNanos));
      return TIMED_OUT;
    }
    from.setSoTimeout((int) Math.ceilDiv(waitNanos, 1_000_000L));
    try {
      return from.getInputStream().read(buffer);
    } catch (SocketTimeoutException _) {
      return TIMED_OUT;
    }
  }

  private boolean deliver(byte[] bytes, int length) throws InterruptedException {
    int sent = 0;
    do {
      int portion = gate.portion(length - sent);
      gate.pass(portion, counted);
      try {
        if (length == 0) {
          to.shutdownOutput();
        } else {
          to.getOutputStream().write(bytes, sent, portion);
        }
      } catch (IOException _) {
        // The receiver is gone; the sender learns of it over the link that answers flow over.
        back.pass(0, false);
        return false;
      }
      sent += portion;
    } while (sent < length);
    return true;
  }
}
