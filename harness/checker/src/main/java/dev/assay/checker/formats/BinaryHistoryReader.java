package dev.assay.checker.formats;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntrySource;
import dev.assay.checker.history.HistoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads the compact form chunk by chunk; what is broken is named with the offset of its chunk. A
 * last chunk that is cut short is left out with a notice.
 */
final class BinaryHistoryReader implements EntrySource {
  private final InputStream in;
  private long offset;
  private long chunkOffset;
  private long entries;
  private @Nullable ChunkReader chunk;
  private boolean ended;
  private List<String> notices = List.of();

  BinaryHistoryReader(InputStream in) throws IOException {
    this.in = in;
    byte[] magic = in.readNBytes(BinaryForm.magic().length);
    offset = magic.length;
    if (!BinaryForm.begins(magic)) {
      throw new HistoryException("byte 0: not a binary history");
    }
    int version = magic[magic.length - 1];
    if (version != BinaryForm.VERSION) {
      throw new HistoryException(
          "byte %d: version %d of the binary form is not known".formatted(offset - 1, version));
    }
  }

  @Override
  public List<String> notices() {
    return notices;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    while (true) {
      Entry entry = chunk == null ? null : nextOf(chunk);
      if (entry != null) {
        entries++;
        return entry;
      }
      chunk = ended ? null : nextChunk();
      if (chunk == null) {
        return null;
      }
    }
  }

  private @Nullable Entry nextOf(ChunkReader present) {
    try {
      return present.next();
    } catch (HistoryException e) {
      throw broken(String.valueOf(e.getMessage()), e);
    }
  }

  /** Null at the end. */
  private @Nullable ChunkReader nextChunk() throws IOException {
    chunkOffset = offset;
    byte[] head = read(BinaryForm.HEAD_BYTES);
    if (head.length < BinaryForm.HEAD_BYTES) {
      return cutShort();
    }
    ByteBuffer fields = ByteBuffer.wrap(head);
    byte kind = fields.get();
    int length = fields.getInt();
    int stored = fields.getInt();
    int checksum = fields.getInt();
    if (BinaryForm.checksum(head, fields.position()) != fields.getInt()) {
      throw broken("the checksum of a chunk's head is wrong", null);
    }
    if (length < 0 || stored < 0 || stored > length || length > BinaryForm.LONGEST_CHUNK) {
      throw broken("a chunk of %d bytes, stored as %d".formatted(length, stored), null);
    }
    byte[] bytes = read(stored);
    if (bytes.length < stored) {
      return cutShort();
    }
    if (BinaryForm.checksum(bytes, stored) != checksum) {
      throw broken("the checksum of a chunk is wrong", null);
    }
    return content(kind, length == stored ? bytes : inflate(bytes, length));
  }

  private byte[] read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    offset += bytes.length;
    return bytes;
  }

  private @Nullable ChunkReader cutShort() {
    ended = true;
    notices =
        List.of(
            offset == chunkOffset
                ? "byte %d: the file ends without its end mark: the recorder was stopped"
                    .formatted(offset)
                : "byte %d: a last chunk that is cut short is left out: the recorder was stopped"
                    .formatted(chunkOffset));
    return null;
  }

  private byte[] inflate(byte[] stored, int length) {
    Inflater inflater = new Inflater(true);
    try {
      byte[] content = new byte[length];
      inflater.setInput(stored);
      int inflated = inflater.inflate(content);
      if (inflated != length) {
        throw broken("a chunk has %d bytes instead of %d".formatted(inflated, length), null);
      }
      return content;
    } catch (DataFormatException e) {
      throw broken("a chunk cannot be decompressed", e);
    } finally {
      inflater.end();
    }
  }

  private @Nullable ChunkReader content(byte kind, byte[] content) throws IOException {
    if (kind == BinaryForm.END) {
      end(content);
      return null;
    }
    if (kind != BinaryForm.ENTRIES) {
      throw broken("unknown kind of chunk " + kind, null);
    }
    ChunkReader read = chunk(content);
    if (read.firstIndex() != entries) {
      throw broken(
          "the chunk begins with entry %d, expected %d".formatted(read.firstIndex(), entries),
          null);
    }
    return read;
  }

  private ChunkReader chunk(byte[] content) {
    try {
      return new ChunkReader(content);
    } catch (HistoryException e) {
      throw broken(String.valueOf(e.getMessage()), e);
    }
  }

  private void end(byte[] content) throws IOException {
    if (content.length != BinaryForm.END_BYTES || ByteBuffer.wrap(content).getLong() != entries) {
      throw broken("the end mark does not fit the %d entries before it".formatted(entries), null);
    }
    ended = true;
    chunkOffset = offset;
    if (read(1).length > 0) {
      throw broken("something comes after the end mark", null);
    }
  }

  private HistoryException broken(String what, @Nullable Exception cause) {
    String message = "byte %d: %s".formatted(chunkOffset, what);
    return cause == null ? new HistoryException(message) : new HistoryException(message, cause);
  }
}
