package dev.assay.cluster.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One file: what of it is durable. While it is not all, the blocks that were changed since are kept
 * as they were. Not for several threads.
 */
final class Unsynced {
  /** What a disk writes at once, or not at all. */
  static final int SECTOR = 512;

  private static final int BLOCK = 4096;

  /** Blocks below the durable size, as they were, by their places. */
  private final Map<Long, byte[]> blocks = new TreeMap<>();

  private long durable;
  private long settled;
  private boolean dirty;

  /** A file of which so much is durable. */
  Unsynced(long durable) {
    this.durable = durable;
    this.settled = durable;
  }

  /** So many bytes, from the beginning on, are durable. */
  long durable() {
    return durable;
  }

  /**
   * So many bytes were durable before the last sync that made it longer: what came after them says
   * to whoever reads the file that they were there.
   */
  long settled() {
    return settled;
  }

  boolean dirty() {
    return dirty;
  }

  /** How many bytes are kept. */
  long kept() {
    return blocks.values().stream().mapToLong(block -> block.length).sum();
  }

  /** Call it before anything is written there. */
  void aboutToWrite(FileChannel file, long offset, long length) throws IOException {
    dirty = true;
    keep(file, offset, Math.min(offset + length, durable));
  }

  /** Call it before the file is cut off, or made longer. */
  void aboutToResize(FileChannel file, long size) throws IOException {
    dirty = true;
    keep(file, size, durable);
  }

  private void keep(FileChannel file, long from, long to) throws IOException {
    for (long block = from / BLOCK; from < to && block * BLOCK < to; block++) {
      if (!blocks.containsKey(block)) {
        long start = block * BLOCK;
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(BLOCK, durable - start));
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
          read = file.read(bytes, start + bytes.position());
        }
        blocks.put(block, bytes.array());
      }
    }
  }

  /** All of it is durable now. */
  void synced(long size) {
    blocks.clear();
    if (size > durable) {
      settled = durable;
    }
    durable = size;
    settled = Math.min(settled, size);
    dirty = false;
  }

  /**
   * The power is gone: the file is again as it was synced, and perhaps some sectors longer.
   *
   * @param dice decides how much of what had been appended survives
   * @return how many bytes are gone or changed
   */
  long lose(FileChannel file, RandomGenerator dice) throws IOException {
    if (!dirty) {
      return 0;
    }
    long size = file.size();
    long appended = Math.max(0, size - durable);
    long sectors = appended / SECTOR;
    long survives = dice.nextInt(3) == 0 && sectors > 0 ? dice.nextLong(sectors + 1) * SECTOR : 0;
    long lost = appended - survives + kept();
    file.truncate(durable + survives);
    for (Map.Entry<Long, byte[]> block : blocks.entrySet()) {
      ByteBuffer bytes = ByteBuffer.wrap(block.getValue());
      while (bytes.hasRemaining()) {
        file.write(bytes, block.getKey() * BLOCK + bytes.position());
      }
    }
    blocks.clear();
    durable = file.size();
    dirty = false;
    return lost;
  }
}
