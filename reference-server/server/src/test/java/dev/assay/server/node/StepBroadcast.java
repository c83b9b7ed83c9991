package dev.assay.server.node;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.env.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A broadcast of one node, which delivers when it is told to. */
final class StepBroadcast implements AtomicBroadcast {
  final List<Event> events = new ArrayList<>();
  final ArrayDeque<Long> barriers = new ArrayDeque<>();
  final ArrayDeque<byte[]> toLeader = new ArrayDeque<>();
  private final Application application;
  private final ArrayDeque<byte[]> submitted = new ArrayDeque<>();
  private long position = 100;
  private boolean active;

  StepBroadcast(Application application) {
    this.application = application;
  }

  Application application() {
    return application;
  }

  void activate(boolean leader) {
    active = true;
    application.active(leader, 1);
  }

  void deactivate() {
    active = false;
    submitted.clear();
    toLeader.clear();
    barriers.clear();
    application.inactive();
  }

  int waiting() {
    return submitted.size();
  }

  void deliverOne() {
    position++;
    application.deliver(position, application.seal(submitted.remove(), application.level()));
  }

  void deliverAll() {
    while (!submitted.isEmpty()) {
      deliverOne();
    }
  }

  void deliverSome(int most) {
    for (int left = most; left > 0 && !submitted.isEmpty(); left--) {
      deliverOne();
    }
  }

  /** Delivers what another node asked for. */
  void deliver(byte[] request) {
    submitted.addFirst(request);
    deliverOne();
  }

  /** Delivers an entry as it is. */
  void deliverRaw(byte[] entry) {
    position++;
    application.deliver(position, entry);
  }

  /** The application gets its own state again, as a node does that restarts. */
  void restore() {
    application.restore(position, application.snapshot());
  }

  void reachBarrier() {
    application.barrierReached(barriers.remove());
  }

  void reachSomeBarrier() {
    if (!barriers.isEmpty()) {
      reachBarrier();
    }
  }

  void carryTouches() {
    while (!toLeader.isEmpty()) {
      application.fromNode(1, toLeader.remove());
    }
  }

  @Override
  public void start() {}

  @Override
  public void on(Event event) {
    events.add(event);
  }

  @Override
  public void submit(byte[] request) {
    if (active) {
      submitted.add(request);
    }
  }

  @Override
  public void barrier(long token) {
    barriers.add(token);
  }

  @Override
  public void toLeader(byte[] message) {
    toLeader.add(message);
  }

  @Override
  public Status status() {
    return new Status("standalone", 1, position);
  }
}
