package dev.assay.server.node;

import dev.assay.server.client.ClientReply;
import dev.assay.server.env.Disk;
import dev.assay.server.env.Env;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps what a node does to its clients; its clock goes when it is told to. */
final class RecordingEnv implements Env {
  final TreeMap<Long, List<ClientReply>> replies = new TreeMap<>();
  final TreeSet<Long> closed = new TreeSet<>();
  final TreeSet<Long> timers = new TreeSet<>();
  long nanos;
  long wall = 5000;
  @Nullable String halted;
  private long lastToken;
  private long lastRandom;

  /** What a connection was sent since the last call. */
  List<ClientReply> take(long connection) {
    List<ClientReply> taken = replies.remove(connection);
    return taken == null ? List.of() : taken;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long wallMillis() {
    return wall;
  }

  @Override
  public long random() {
    lastRandom++;
    return lastRandom;
  }

  @Override
  public long timer(long delayNanos) {
    lastToken++;
    timers.add(lastToken);
    return lastToken;
  }

  @Override
  public void cancelTimer(long token) {
    timers.remove(token);
  }

  @Override
  public void reply(long connection, ClientReply reply) {
    replies.computeIfAbsent(connection, _ -> new ArrayList<>()).add(reply);
  }

  @Override
  public void closeClient(long connection) {
    closed.add(connection);
  }

  @Override
  public void halt(String reason) {
    halted = reason;
  }

  @Override
  public void trace(String moment, long value) {}

  @Override
  public Disk disk() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long connect(int peer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void send(long link, byte[] message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void closeLink(long link) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void datagram(int peer, byte[] message) {
    throw new UnsupportedOperationException();
  }
}
