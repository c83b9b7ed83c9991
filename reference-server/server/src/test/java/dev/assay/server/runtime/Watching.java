package dev.assay.server.runtime;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/** Keeps what a client's watcher is told, apart by kind. */
final class Watching implements Watcher {
  private static final long DEADLINE_SECONDS = 20;

  final BlockingQueue<Event.KeeperState> states = new LinkedBlockingQueue<>();
  final BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();

  @Override
  public void process(WatchedEvent event) {
    if (event.getType() == Event.EventType.None) {
      states.add(event.getState());
    } else {
      events.add(event);
    }
  }

  WatchedEvent event() throws InterruptedException {
    return Objects.requireNonNull(
        events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS), "no watch fired in time");
  }

  /** Waits for a state; others before it are passed over. */
  void await(Event.KeeperState wanted) throws InterruptedException {
    Event.KeeperState state;
    do {
      state =
          Objects.requireNonNull(
              states.poll(DEADLINE_SECONDS, TimeUnit.SECONDS), "the client was never " + wanted);
    } while (state != wanted);
  }
}
