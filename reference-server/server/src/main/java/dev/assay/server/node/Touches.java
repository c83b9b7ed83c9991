package dev.assay.server.node;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.bytes.ByteReader;
import dev.assay.server.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The sessions that showed a sign of life on this node, until the leader is told. */
final class Touches {
  private static final int BATCH = 1000;

  private final AtomicBroadcast broadcast;
  private final TreeSet<Long> sessions = new TreeSet<>();

  Touches(AtomicBroadcast broadcast) {
    this.broadcast = broadcast;
  }

  void add(long session) {
    sessions.add(session);
  }

  /** Tells the leader. */
  void flush() {
    while (!sessions.isEmpty()) {
      int count = Math.min(BATCH, sessions.size());
      ByteWriter writer = new ByteWriter().int32(count);
      for (int left = count; left > 0; left--) {
        writer.int64(sessions.removeFirst());
      }
      broadcast.toLeader(writer.toBytes());
    }
  }

  void clear() {
    sessions.clear();
  }

  /** The sessions of a message of {@link #flush}. */
  static List<Long> read(byte[] message) {
    ByteReader reader = new ByteReader(message);
    List<Long> sessions = new ArrayList<>();
    for (int left = reader.count(8); left > 0; left--) {
      sessions.add(reader.int64());
    }
    reader.expectEnd();
    return sessions;
  }
}
