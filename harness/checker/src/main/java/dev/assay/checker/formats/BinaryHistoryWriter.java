package dev.assay.checker.formats;

import dev.assay.checker.history.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Writes the compact form; holds one chunk. */
final class BinaryHistoryWriter implements EntrySink {
  private final OutputStream out;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private ChunkWriter chunk = new ChunkWriter(0);
  private long entries;

  BinaryHistoryWriter(OutputStream out) throws IOException {
    this.out = out;
    out.write(BinaryForm.magic());
  }

  @Override
  public void write(Entry entry) throws IOException {
    if (entry.index() != entries) {
      throw new IllegalArgumentException(
          "the index is %d, expected %d".formatted(entry.index(), entries));
    }
    chunk.add(entry);
    entries++;
    if (chunk.full()) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (!chunk.isEmpty()) {
      chunk(BinaryForm.ENTRIES, chunk.toBytes());
      chunk = new ChunkWriter(entries);
    }
  }

  private void chunk(byte kind, byte[] content) throws IOException {
    if (content.length > BinaryForm.LONGEST_CHUNK) {
      throw new IllegalArgumentException("an entry of %d bytes".formatted(content.length));
    }
    byte[] stored = new byte[content.length];
    deflater.reset();
    deflater.setInput(content);
    deflater.finish();
    int length = kind == BinaryForm.ENTRIES ? deflater.deflate(stored) : 0;
    if (!deflater.finished() || length == content.length) {
      stored = content;
      length = content.length;
    }
    ByteBuffer head = ByteBuffer.allocate(BinaryForm.HEAD_BYTES);
    head.put(kind).putInt(content.length).putInt(length);
    head.putInt(BinaryForm.checksum(stored, length));
    head.putInt(BinaryForm.checksum(head.array(), head.position()));
    out.write(head.array());
    out.write(stored, 0, length);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
      byte[] total = ByteBuffer.allocate(BinaryForm.END_BYTES).putLong(entries).array();
      chunk(BinaryForm.END, total);
    } finally {
      deflater.end();
    }
  }
}
