package dev.assay.server.log;

import dev.assay.server.bytes.ByteReader;
import dev.assay.server.bytes.ByteWriter;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a record stands in a file: checksum (4 bytes), length of the body (4), how many bytes of the
 * file were durable when the record was written (8), body. The checksum covers all that follows it.
 *
 * <p>The durable length tells a torn tail from corruption. A power loss may keep any part of the
 * bytes that were not synced, so an unreadable record may have a readable one behind it and still
 * be innocent. But when some record says that the bytes up to D were durable before it was written,
 * then whatever is unreadable below D was once safely on disk, and has been damaged since.
 */
record Frame(LogRecord record, long durable, int size) {
  static final int HEADER = 16;

  /** Above any record that the server writes. */
  static final int MAX_BODY = 16 << 20;

  static byte[] encode(LogRecord record, long durable) {
    byte[] body = record.toBytes();
    if (body.length > MAX_BODY) {
      throw new IllegalArgumentException("a log record of " + body.length + " bytes");
    }
    byte[] frame = Arrays.copyOf(new byte[4], HEADER + body.length);
    byte[] head = new ByteWriter().int32(body.length).int64(durable).toBytes();
    System.arraycopy(head, 0, frame, 4, head.length);
    System.arraycopy(body, 0, frame, HEADER, body.length);
    byte[] checksum = new ByteWriter().int32(checksum(frame, 4, frame.length - 4)).toBytes();
    System.arraycopy(checksum, 0, frame, 0, 4);
    return frame;
  }

  /**
   * The frame that begins there, or null when there is no whole and sound one.
   *
   * @param end where the file ends
   * @param checked whether the checksum must be right; false only with a seeded bug
   * @throws IllegalArgumentException when its body is no record
   */
  static @Nullable Frame decode(byte[] file, int offset, int end, boolean checked) {
    if (end - offset < HEADER) {
      return null;
    }
    ByteReader head = new ByteReader(Arrays.copyOfRange(file, offset, offset + HEADER));
    int checksum = head.int32();
    int length = head.int32();
    long durable = head.int64();
    if (length <= 0 || length > MAX_BODY || length > end - offset - HEADER) {
      return null;
    }
    if (checked && checksum(file, offset + 4, HEADER - 4 + length) != checksum) {
      return null;
    }
    int body = offset + HEADER;
    LogRecord record = LogRecord.of(Arrays.copyOfRange(file, body, body + length));
    return new Frame(record, durable, HEADER + length);
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }
}
