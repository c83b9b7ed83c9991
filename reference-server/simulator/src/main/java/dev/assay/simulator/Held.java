package dev.assay.simulator;

import dev.assay.server.env.Event;
import java.util.ArrayDeque;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps what comes for a node while it is paused. A node is paused as long as anybody pauses it: a
 * pause that ends within another one does not shorten that. When it goes on it is handed all that
 * was held, before anything else: first what came, in its order, and then the timers that ran out
 * meanwhile, or the other way round.
 */
final class Held {
  private final Consumer<Event> handler;
  private final TreeSet<Long> pausedBy = new TreeSet<>();
  private final ArrayDeque<Event> inbox = new ArrayDeque<>();
  private final ArrayDeque<Event> lateTimers = new ArrayDeque<>();
  private boolean timersFirst;
  private boolean releasing;

  Held(Consumer<Event> handler) {
    this.handler = handler;
  }

  void timersFirst(boolean first) {
    timersFirst = first;
  }

  boolean paused() {
    return !pausedBy.isEmpty();
  }

  boolean pausedBy(long holder) {
    return pausedBy.contains(holder);
  }

  void pause(long holder) {
    pausedBy.add(holder);
  }

  /** Hands an event on, now or when the node goes on. */
  void offer(Event event) {
    if (!paused() && !releasing) {
      handler.accept(event);
    } else if (event instanceof Event.TimerFired) {
      lateTimers.add(event);
    } else {
      inbox.add(event);
    }
  }

  /** One pause ends; when it was the last one, all that was held is handed on at once. */
  void resume(long holder) {
    if (pausedBy.remove(holder) && !paused()) {
      releasing = true;
      while (!(inbox.isEmpty() && lateTimers.isEmpty())) {
        boolean timer = inbox.isEmpty() || (timersFirst && !lateTimers.isEmpty());
        handler.accept((timer ? lateTimers : inbox).remove());
      }
      releasing = false;
    }
  }

  /** The process is gone, and with it all that waited for it. */
  void clear() {
    pausedBy.clear();
    inbox.clear();
    lateTimers.clear();
  }
}
