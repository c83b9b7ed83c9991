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

  /** So many were durable before the last sync made it more. */
  private int settled;

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
      settled = Math.min(settled, cut);
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

  /**
   * So many bytes were durable already when the last bytes that were synced had not been written:
   * whoever writes one batch after the other may have noted so in the last one.
   */
  int settled() {
    return settled;
  }

  /** What was there at the time of the call has reached the platter; later changes may have too. */
  void synced(int upTo) {
    int now = Math.min(upTo, length);
    if (now > durable) {
      settled = durable;
      durable = now;
    }
    beforeCut = null;
  }

  byte[] read(long offset, int count) {
    int from = (int) Math.min(offset, length);
    return Arrays.copyOfRange(bytes, from, Math.min(length, from + count));
  }

  /** Flips one bit on the platter. */
  void flip(int offset, int bit) {
    bytes[offset] ^= (byte) (1 << bit);
  }

  /** What is there, platter and all, for {@link #restore}. */
  SimFile copy() {
    SimFile copy = new SimFile();
    copy.restore(this);
    return copy;
  }

  /** Makes everything be as it was when a copy was made. */
  void restore(SimFile copy) {
    bytes = copy.bytes.clone();
    length = copy.length;
    durable = copy.durable;
    settled = copy.settled;
    beforeCut = copy.beforeCut;
  }

  /** Loses what stands behind an offset, also on the platter. */
  void damageFrom(int offset) {
    length = Math.min(length, offset);
    durable = Math.min(durable, offset);
    settled = Math.min(settled, offset);
    beforeCut = null;
  }

  /**
   * The power goes, or the pages that a failed sync should have written are dropped: of the bytes
   * that were not synced a part is left. It may end anywhere; zeros may stand in place of sectors
   * that were not written, and the last one may hold anything.
   */
  void losePower(RandomGenerator random) {
    byte[] cut = beforeCut;
    if (cut != null && random.nextBoolean()) {
      bytes = cut;
      length = cut.length;
    } else {
      int end = durable + (length > durable ? random.nextInt(length - durable + 1) : 0);
      switch (random.nextInt(5)) {
        case 0 -> loseSectors(end, random);
        case 1 -> garble(Math.max(durable, end - 1 - (end - 1) % SECTOR), end, random);
        default -> {}
      }
      length = end;
    }
    beforeCut = null;
    durable = length;
  }

  private void loseSectors(int end, RandomGenerator random) {
    for (int at = durable; at < end; at += SECTOR) {
      if (random.nextInt(3) == 0) {
        Arrays.fill(bytes, at, Math.min(end, at + SECTOR), (byte) 0);
      }
    }
  }

  private void garble(int from, int end, RandomGenerator random) {
    for (int at = from; at < end; at++) {
      bytes[at] = (byte) random.nextInt();
    }
  }
}
