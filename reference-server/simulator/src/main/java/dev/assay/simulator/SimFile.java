package dev.assay.simulator;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The bytes of one file: what a reader sees now, and what is on the platter. */
final class SimFile {
  private static final int SECTOR = 512;
  private byte[] bytes = new byte[256];
  private int length;

  /** So many of the present bytes are durable. */
  private int durable;

  /** What is durable instead, while a cut below the durable length is not synced. */
  private byte @Nullable [] beforeCut;

  void append(byte[] more) {
    if (length + more.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more.length));
    }
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  void truncate(long size) {
    int cut = Math.toIntExact(size);
    if (cut < durable) {
      if (beforeCut == null) {
        beforeCut = Arrays.copyOf(bytes, durable);
      }
      durable = cut;
    }
    length = cut;
  }

  int length() {
    return length;
  }

  /** So many bytes of {@link #content} are there after a power loss, whatever it takes. */
  int durable() {
    return durable;
  }

  /** The bytes themselves, and what stands behind their end; not to be changed. */
  byte[] content() {
    return bytes;
  }

  /** What was there at the time of the call has reached the platter. */
  void synced(int upTo) {
    durable = Math.max(durable, Math.min(upTo, length));
    beforeCut = null;
  }

  byte[] read(long offset, int count) {
    int from = (int) Math.min(offset, length);
    return Arrays.copyOfRange(bytes, from, Math.min(length, from + count));
  }

  /** Flips one bit. */
  void flip(int offset, int bit) {
    bytes[offset] ^= (byte) (1 << bit);
  }

  /**
   * The power goes: of the bytes that were not synced, any selection of sectors is there, zeros
   * stand in between, and the last one may be torn.
   */
  void losePower(RandomGenerator random) {
    byte[] cut = beforeCut;
    if (cut != null && random.nextBoolean()) {
      bytes = cut;
      length = cut.length;
    } else {
      int end = durable + (length > durable ? random.nextInt(length - durable + 1) : 0);
      boolean holes = random.nextInt(4) == 0;
      for (int at = durable; holes && at < end; at += SECTOR) {
        if (random.nextInt(3) == 0) {
          Arrays.fill(bytes, at, Math.min(end, at + SECTOR), (byte) 0);
        }
      }
      length = end;
    }
    beforeCut = null;
    durable = length;
  }
}
