package dev.assay.simulator;

import dev.assay.server.broadcast.AtomicBroadcast;
import java.util.Iterator;
import java.util.function.IntConsumer;
import java.util.zip.CRC32C;

/** Passes everything on to an application, and tells of what becomes of its state. */
final class ObservedApplication implements AtomicBroadcast.Application {
  private final int node;
  private final AtomicBroadcast.Application application;
  private final Deliveries deliveries;
  private long position;

  ObservedApplication(int node, AtomicBroadcast.Application application, Deliveries deliveries) {
    this.node = node;
    this.application = application;
    this.deliveries = deliveries;
  }

  @Override
  public int level() {
    return application.level();
  }

  @Override
  public byte[] seal(byte[] request, int level) {
    return application.seal(request, level);
  }

  @Override
  public void deliver(long at, byte[] entry) {
    deliveries.delivered(node, at, entry);
    application.deliver(at, entry);
    position = at;
    deliveries.applied(node, at);
  }

  @Override
  public Iterator<byte[]> snapshot() {
    long at = position;
    return new Summed(application.snapshot(), sum -> deliveries.captured(node, at, sum));
  }

  @Override
  public void restore(long at, Iterator<byte[]> chunks) {
    int[] content = new int[1];
    application.restore(at, new Summed(chunks, sum -> content[0] = sum));
    position = at;
    deliveries.restored(node, at, content[0]);
  }

  @Override
  public void active(boolean leader, long epoch) {
    application.active(leader, epoch);
  }

  @Override
  public void inactive() {
    application.inactive();
  }

  @Override
  public void barrierReached(long token) {
    application.barrierReached(token);
  }

  @Override
  public void fromNode(int from, byte[] message) {
    application.fromNode(from, message);
  }

  /** Chunks, and the checksum of all of them once the last one was read. */
  private static final class Summed implements Iterator<byte[]> {
    private final Iterator<byte[]> chunks;
    private final IntConsumer done;
    private final CRC32C sum = new CRC32C();

    Summed(Iterator<byte[]> chunks, IntConsumer done) {
      this.chunks = chunks;
      this.done = done;
    }

    @Override
    public boolean hasNext() {
      return chunks.hasNext();
    }

    @Override
    public byte[] next() {
      byte[] chunk = chunks.next();
      sum.update(chunk, 0, chunk.length);
      if (!chunks.hasNext()) {
        done.accept((int) sum.getValue());
      }
      return chunk;
    }
  }
}
