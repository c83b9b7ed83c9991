package dev.assay.server.zab;

import dev.assay.server.client.ClientReply;
import dev.assay.server.env.Disk;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A world that does nothing by itself: syncs, timers and messages wait for the test. */
final class ScriptedEnv implements Env, Disk {
  final TreeMap<String, byte[]> files = new TreeMap<>();
  final List<String> diskCalls = new ArrayList<>();
  final TreeMap<Long, List<Message>> sent = new TreeMap<>();
  final List<Notification> notifications = new ArrayList<>();
  final TreeSet<Long> closed = new TreeSet<>();
  final List<String> halts = new ArrayList<>();
  private final ArrayDeque<Long> syncs = new ArrayDeque<>();
  private final TreeMap<Long, Long> timers = new TreeMap<>();
  private Consumer<Event> node = event -> {};
  private long nextId = 100;
  private long lastLink;
  private long now;

  /** The size at which a log on these files begins a new segment. */
  long segmentBytes = 200;

  /** How far the wall clock was set forward, or back. */
  long wallJumpMillis;

  void drive(Consumer<Event> driven) {
    node = driven;
  }

  /** Another incarnation on the same files. */
  ScriptedEnv rebooted() {
    ScriptedEnv next = new ScriptedEnv();
    next.files.putAll(files);
    next.segmentBytes = segmentBytes;
    return next;
  }

  int pendingSyncs() {
    return syncs.size();
  }

  /** Completes the oldest sync. */
  void completeOneSync() {
    diskCalls.add("synced");
    node.accept(new Event.Synced(syncs.remove()));
  }

  /** Completes syncs, those that follow from them too. */
  void completeSyncs() {
    while (!syncs.isEmpty()) {
      completeOneSync();
    }
  }

  /** Lets time pass; timers fire in their order. */
  void passMillis(long millis) {
    long end = now + millis * 1_000_000;
    while (true) {
      long next = Long.MAX_VALUE;
      long token = -1;
      for (var timer : timers.entrySet()) {
        if (timer.getValue() < next) {
          next = timer.getValue();
          token = timer.getKey();
        }
      }
      if (next > end) {
        now = end;
        return;
      }
      now = next;
      timers.remove(token);
      node.accept(new Event.TimerFired(token));
    }
  }

  List<Message> sentOn(long link) {
    return sent.getOrDefault(link, List.of());
  }

  <M extends Message> List<M> sentOn(long link, Class<M> type) {
    return sentOn(link).stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public long wallMillis() {
    return now / 1_000_000 + wallJumpMillis;
  }

  @Override
  public long random() {
    return ++nextId;
  }

  @Override
  public Disk disk() {
    return this;
  }

  @Override
  public long connect(int peer) {
    lastLink = ++nextId;
    return lastLink;
  }

  /** The link that was opened last. */
  long lastLink() {
    return lastLink;
  }

  @Override
  public void send(long link, byte[] message) {
    sent.computeIfAbsent(link, key -> new ArrayList<>()).add(MessageCodec.decode(message));
  }

  @Override
  public void closeLink(long link) {
    closed.add(link);
  }

  @Override
  public void datagram(int peer, byte[] message) {
    notifications.add(Notification.of(message));
  }

  @Override
  public long timer(long delayNanos) {
    timers.put(++nextId, now + delayNanos);
    return nextId;
  }

  @Override
  public void cancelTimer(long token) {
    timers.remove(token);
  }

  @Override
  public void reply(long connection, ClientReply reply) {}

  @Override
  public void closeClient(long connection) {}

  @Override
  public void halt(String reason) {
    halts.add(reason);
  }

  @Override
  public void trace(String moment, long value) {}

  @Override
  public void append(String file, byte[] bytes) {
    diskCalls.add("append " + file);
    byte[] before = files.getOrDefault(file, new byte[0]);
    byte[] after = Arrays.copyOf(before, before.length + bytes.length);
    System.arraycopy(bytes, 0, after, before.length, bytes.length);
    files.put(file, after);
  }

  @Override
  public void truncate(String file, long size) {
    diskCalls.add("truncate " + file);
    files.computeIfPresent(file, (name, bytes) -> Arrays.copyOf(bytes, (int) size));
  }

  @Override
  public void rename(String from, String to) {
    diskCalls.add("rename " + to);
    byte[] bytes = files.remove(from);
    if (bytes != null) {
      files.put(to, bytes);
    }
  }

  @Override
  public void delete(String file) {
    if (files.remove(file) != null) {
      diskCalls.add("delete " + file);
    }
  }

  @Override
  public long sync(String file) {
    diskCalls.add("sync " + file);
    syncs.add(++nextId);
    return nextId;
  }

  @Override
  public long syncDirectory() {
    diskCalls.add("sync directory");
    syncs.add(++nextId);
    return nextId;
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public long size(String file) {
    byte[] bytes = files.get(file);
    return bytes == null ? -1 : bytes.length;
  }

  @Override
  public byte[] read(String file, long offset, int length) {
    byte[] bytes = files.getOrDefault(file, new byte[0]);
    int from = (int) Math.min(offset, bytes.length);
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
  }
}
