package dev.assay.simulator;

import java.util.zip.CRC32C;

/** Checksums of contents, of one world. */
final class Checksum {
  private final CRC32C sum = new CRC32C();

  int of(byte[] bytes) {
    sum.reset();
    sum.update(bytes, 0, bytes.length);
    return (int) sum.getValue();
  }
}
