package dev.assay.server.runtime;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Election messages to one peer: a connection that is opened on demand, and again after a pause
 * when it failed. Only on the network's thread.
 *
 * <p>The receiver sends a receipt for each message. Without one in time the connection is given up:
 * TCP itself would notice only after minutes that everything it sends is swallowed, and would then
 * send again too late for an election.
 */
final class DatagramSender implements PeerHandler.Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramSender.class);
  private static final int MAX_WAITING = 64;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LAST_PAUSE_MILLIS = 200;
  private static final long RECEIPT_MILLIS = 2_000;

  private final Hello hello;
  private final Address address;
  private final Network network;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private @Nullable Channel channel;
  private boolean busy;
  private boolean watched;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private long sent;
  private long received;

  DatagramSender(Hello hello, Address address, Network network) {
    this.hello = hello;
    this.address = address;
    this.network = network;
  }

  /** Takes a message; the oldest is dropped when too many wait. */
  void offer(byte[] message) {
    if (waiting.size() == MAX_WAITING) {
      waiting.poll();
    }
    waiting.add(message);
    if (channel != null) {
      flush();
    } else if (!busy) {
      dial();
    }
  }

  @Override
  public void opened(Channel opened, Hello peer) {
    channel = opened;
    pauseMillis = FIRST_PAUSE_MILLIS;
    sent = 0;
    received = 0;
    flush();
  }

  @Override
  public void message(byte[] receipt) {
    received++;
    flush();
  }

  @Override
  public void closed() {
    channel = null;
    pause();
  }

  private void dial() {
    busy = true;
    PeerHandler.Role role = new PeerHandler.Role.Dialer(hello);
    var _ =
        network
            .dial(address, opening -> PeerLinks.fill(opening, role, this))
            .addListener(
                (ChannelFutureListener)
                    future -> {
                      if (!future.isSuccess()) {
                        pause();
                      }
                    });
  }

  /** After a failure: the next attempt a little later, and only when there is something to send. */
  private void pause() {
    var _ =
        network
            .executor()
            .schedule(
                () -> {
                  busy = false;
                  if (!waiting.isEmpty()) {
                    dial();
                  }
                },
                pauseMillis,
                TimeUnit.MILLISECONDS);
    pauseMillis = Math.min(LAST_PAUSE_MILLIS, 2 * pauseMillis);
  }

  private void flush() {
    Channel to = channel;
    if (to == null) {
      return;
    }
    while (!waiting.isEmpty() && sent - received < MAX_WAITING) {
      var _ = to.writeAndFlush(waiting.poll());
      sent++;
    }
    watchReceipts(to);
  }

  private void watchReceipts(Channel to) {
    if (watched || sent == received) {
      return;
    }
    watched = true;
    long before = received;
    var _ =
        network
            .executor()
            .schedule(
                () -> {
                  watched = false;
                  if (to.equals(channel) && received == before) {
                    LOG.info("closing {}: no receipt within {} ms", to, RECEIPT_MILLIS);
                    var _ = to.close();
                  } else if (channel != null) {
                    watchReceipts(channel);
                  }
                },
                RECEIPT_MILLIS,
                TimeUnit.MILLISECONDS);
  }
}
