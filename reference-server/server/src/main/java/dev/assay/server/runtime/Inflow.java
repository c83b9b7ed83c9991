package dev.assay.server.runtime;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much one connection has put into the mailbox and the node has not taken yet. Above the high
 * mark the connection is not read from, until below the low one: TCP holds the sender back, and
 * nothing is lost.
 */
final class Inflow {
  private static final long HIGH_BYTES = 4 << 20;
  private static final long LOW_BYTES = 1 << 20;

  /** What an entry of the mailbox costs besides its bytes. */
  private static final int ENTRY_BYTES = 256;

  private final Channel channel;
  private final AtomicLong waiting = new AtomicLong();
  private volatile boolean paused;

  Inflow(Channel channel) {
    this.channel = channel;
  }

  /** A message goes into the mailbox. On the channel's own thread. */
  void entered(int bytes) {
    if (waiting.addAndGet(bytes + ENTRY_BYTES) > HIGH_BYTES && !paused) {
      paused = true;
      channel.config().setAutoRead(false);
      // The node may have taken everything before it could see the flag.
      resume();
    }
  }

  /** The node has taken a message. On the loop's thread. */
  void taken(int bytes) {
    if (waiting.addAndGet(-(bytes + ENTRY_BYTES)) < LOW_BYTES && paused) {
      channel.eventLoop().execute(this::resume);
    }
  }

  boolean paused() {
    return paused;
  }

  private void resume() {
    if (paused && waiting.get() < LOW_BYTES) {
      paused = false;
      channel.config().setAutoRead(true);
    }
  }
}
