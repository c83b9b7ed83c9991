package dev.assay.simulator;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.bytes.ByteReader;
import dev.assay.server.bytes.ByteWriter;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import dev.assay.server.zab.Zab;
import dev.assay.server.zab.ZabSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/** ZAB below the plainest of applications: a list of numbers. */
final class RecordingProgram implements Program, AtomicBroadcast.Application {
  private final ZabSimulation simulation;
  private final int node;
  private final Zab zab;
  private final List<Long> delivered = new ArrayList<>();
  private final TreeMap<Long, Runnable> barriers = new TreeMap<>();
  private final long incarnation;
  private boolean active;
  private long tokens;

  RecordingProgram(ZabSimulation simulation, int node, Env env, ZabSettings settings) {
    this.simulation = simulation;
    this.node = node;
    this.incarnation = simulation.nextIncarnation();
    this.zab = new Zab(env, settings, new ObservedApplication(node, this, simulation.invariants()));
  }

  @Override
  public void start() {
    zab.start();
  }

  @Override
  public void on(Event event) {
    zab.on(event);
  }

  @Override
  public AtomicBroadcast.Status status() {
    return zab.status();
  }

  @Override
  public long digest() {
    return delivered.hashCode();
  }

  boolean active() {
    return active;
  }

  List<Long> delivered() {
    return delivered;
  }

  void submit(long number) {
    zab.submit(new ByteWriter().int64(incarnation).int64(number).toBytes());
  }

  void barrier(Runnable reached) {
    barriers.put(++tokens, reached);
    zab.barrier(tokens);
  }

  @Override
  public int level() {
    return 1;
  }

  @Override
  public byte[] seal(byte[] request, int level) {
    return request;
  }

  @Override
  public void deliver(long position, byte[] entry) {
    ByteReader in = new ByteReader(entry);
    boolean own = in.int64() == incarnation;
    long number = in.int64();
    delivered.add(number);
    simulation.delivered(node, position, number, delivered.size(), own && active);
  }

  @Override
  public Iterator<byte[]> snapshot() {
    List<byte[]> chunks = new ArrayList<>();
    for (long number : delivered) {
      chunks.add(new ByteWriter().int64(number).toBytes());
    }
    return chunks.iterator();
  }

  @Override
  public void restore(long position, Iterator<byte[]> chunks) {
    delivered.clear();
    chunks.forEachRemaining(chunk -> delivered.add(new ByteReader(chunk).int64()));
  }

  @Override
  public void active(boolean leader, long epoch) {
    active = true;
    simulation.active(node, leader, epoch);
  }

  @Override
  public void inactive() {
    active = false;
    barriers.clear();
  }

  @Override
  public void barrierReached(long token) {
    Runnable reached = barriers.remove(token);
    if (reached != null) {
      reached.run();
    }
  }

  @Override
  public void fromNode(int from, byte[] message) {}
}
