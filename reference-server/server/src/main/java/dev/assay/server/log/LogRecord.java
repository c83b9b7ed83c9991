package dev.assay.server.log;

import dev.assay.server.bytes.ByteReader;
import dev.assay.server.bytes.ByteWriter;

/** A record of the write-ahead log. */
public sealed interface LogRecord {
  /** Begins a segment, and repeats what is in force there, so that older ones may be deleted. */
  record Segment(long number, long lastZxid, long acceptedEpoch, long currentEpoch)
      implements LogRecord {}

  record Entry(long zxid, byte[] payload) implements LogRecord {}

  /** Every entry after this one is void. */
  record Truncate(long zxid) implements LogRecord {}

  /** A snapshot of another node was installed at this position; every entry before is void. */
  record Base(long zxid) implements LogRecord {}

  record Epochs(long acceptedEpoch, long currentEpoch) implements LogRecord {}

  /** A snapshot file begins. */
  record SnapshotBegin(long zxid) implements LogRecord {}

  record SnapshotChunk(byte[] bytes) implements LogRecord {}

  record SnapshotEnd(long chunks) implements LogRecord {}

  /** The record's bytes, without frame. */
  default byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    switch (this) {
      case Segment s ->
          out.int8(1)
              .int64(s.number)
              .int64(s.lastZxid)
              .int64(s.acceptedEpoch)
              .int64(s.currentEpoch);
      case Entry e -> out.int8(2).int64(e.zxid).bytes(e.payload);
      case Truncate t -> out.int8(3).int64(t.zxid);
      case Base b -> out.int8(4).int64(b.zxid);
      case Epochs e -> out.int8(5).int64(e.acceptedEpoch).int64(e.currentEpoch);
      case SnapshotBegin s -> out.int8(6).int64(s.zxid);
      case SnapshotChunk s -> out.int8(7).bytes(s.bytes);
      case SnapshotEnd s -> out.int8(8).int64(s.chunks);
    }
    return out.toBytes();
  }

  /** Throws {@link IllegalArgumentException} when the bytes are no record. */
  static LogRecord of(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int type = in.int8();
    LogRecord record =
        switch (type) {
          case 1 -> new Segment(in.int64(), in.int64(), in.int64(), in.int64());
          case 2 -> new Entry(in.int64(), in.bytes());
          case 3 -> new Truncate(in.int64());
          case 4 -> new Base(in.int64());
          case 5 -> new Epochs(in.int64(), in.int64());
          case 6 -> new SnapshotBegin(in.int64());
          case 7 -> new SnapshotChunk(in.bytes());
          case 8 -> new SnapshotEnd(in.int64());
          default -> throw new IllegalArgumentException("no record type " + type);
        };
    in.expectEnd();
    return record;
  }
}
