package dev.assay.server.tree;

import dev.assay.server.bytes.ByteWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/** Turns a state into chunks, one at a time. */
final class SnapshotWriter implements Iterator<byte[]> {
  private final Iterator<Session> sessions;
  private final Iterator<Map.Entry<String, Znode>> nodes;
  private final CRC32C checksum = new CRC32C();
  private byte[] item;
  private int offset;
  private boolean closed;

  SnapshotWriter(State state) {
    sessions = state.sessions().values().iterator();
    nodes = state.tree().nodes().entrySet().iterator();
    item = summed(header(state));
  }

  @Override
  public boolean hasNext() {
    return offset < item.length || !closed;
  }

  @Override
  public byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    byte[] chunk = new byte[SnapshotFormat.CHUNK_BYTES];
    int filled = 0;
    while (filled < chunk.length && hasNext()) {
      if (offset == item.length) {
        item = nextItem();
        offset = 0;
      }
      int part = Math.min(chunk.length - filled, item.length - offset);
      System.arraycopy(item, offset, chunk, filled, part);
      offset += part;
      filled += part;
    }
    return Arrays.copyOf(chunk, filled);
  }

  private byte[] nextItem() {
    if (sessions.hasNext()) {
      return summed(session(sessions.next()));
    }
    if (nodes.hasNext()) {
      Map.Entry<String, Znode> entry = nodes.next();
      return summed(node(entry.getKey(), entry.getValue()));
    }
    closed = true;
    return framed(new ByteWriter().int32((int) checksum.getValue()));
  }

  private byte[] summed(ByteWriter content) {
    byte[] bytes = content.toBytes();
    checksum.update(bytes);
    return framed(content);
  }

  private static byte[] framed(ByteWriter content) {
    return new ByteWriter().bytes(content.toBytes()).toBytes();
  }

  private static ByteWriter header(State state) {
    return new ByteWriter()
        .string(SnapshotFormat.MAGIC)
        .int32(SnapshotFormat.VERSION)
        .int64(state.lastTimeMillis())
        .int64(state.nextSession())
        .int32(state.sessions().size())
        .int32(state.tree().size());
  }

  private static ByteWriter session(Session session) {
    return new ByteWriter()
        .int64(session.id())
        .int32(session.timeoutMillis())
        .bytes(session.password())
        .int64(session.attachment())
        .int64(session.lastSequence());
  }

  private static ByteWriter node(String path, Znode node) {
    return new ByteWriter()
        .string(path)
        .bytes(node.data())
        .int64(node.czxid())
        .int64(node.mzxid())
        .int64(node.pzxid())
        .int64(node.ctime())
        .int64(node.mtime())
        .int32(node.version())
        .int64(node.creations())
        .int64(node.ephemeralOwner());
  }
}
