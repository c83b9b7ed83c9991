package dev.assay.server.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;

/** Records to bytes and back, in ZooKeeper's serialisation. */
final class Jute {
  /** The tag of records; the binary form does not use it. */
  static final String TAG = "record";

  private Jute() {}

  /** Reads from a frame. Lengths inside are bounded by the frame's own. */
  static BinaryInputArchive reader(byte[] frame) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame));
    return new BinaryInputArchive(in, frame.length, 0);
  }

  /** Fills the record, and returns it. */
  static <R extends Record> R read(BinaryInputArchive in, R record) throws IOException {
    record.deserialize(in, TAG);
    return record;
  }

  /** One frame of several records, one after the other. */
  static byte[] frame(Record... records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryOutputArchive out = BinaryOutputArchive.getArchive(bytes);
    try {
      for (Record record : records) {
        record.serialize(out, TAG);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
