package dev.assay.server.tree;

import dev.assay.server.bytes.ByteReader;
import dev.assay.server.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of an envelope: a version, then what the leader fills in at a fixed place, then the
 * rest; from level 2 on, a CRC32C of all of that.
 */
public final class EnvelopeCodec {
  /** The most bytes of an envelope: a node's data at its largest, and a path. */
  public static final int MAX_BYTES = StateMachine.MAX_DATA_BYTES + (64 << 10);

  private static final int VERSION = 1;
  private static final int SEAL_OFFSET = 1;
  private static final int SEAL_BYTES = 12;

  /** From this level on there is a checksum. */
  private static final int CHECKED = 2;

  private static final int CHECK_BYTES = 4;
  private static final int SMALLEST_STRING = 4;
  private static final int SMALLEST_REQUEST = 1 + SMALLEST_STRING + 4;

  private static final int CREATE = 1;
  private static final int DELETE = 2;
  private static final int SET_DATA = 3;
  private static final int CHECK = 4;
  private static final int MULTI = 5;
  private static final int CREATE_SESSION = 6;
  private static final int ATTACH_SESSION = 7;
  private static final int CLOSE_SESSION = 8;

  private EnvelopeCodec() {}

  /** The envelope's bytes; the caller compares their number to {@link #MAX_BYTES}. */
  public static byte[] encode(Envelope envelope) {
    ByteWriter writer =
        new ByteWriter()
            .int8(VERSION)
            .int32(envelope.featureLevel())
            .int64(envelope.timeMillis())
            .int64(envelope.session())
            .int64(envelope.attachment())
            .int64(envelope.sequence())
            .int32(envelope.identities().size());
    envelope.identities().forEach(writer::string);
    write(writer, envelope.request());
    return checked(writer.toBytes(), envelope.featureLevel());
  }

  private static byte[] checked(byte[] bytes, int level) {
    if (level < CHECKED) {
      return bytes;
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + CHECK_BYTES);
    byte[] sum = new ByteWriter().int32(checksum(bytes, bytes.length)).toBytes();
    System.arraycopy(sum, 0, longer, bytes.length, CHECK_BYTES);
    return longer;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }

  /** What is left when the checksum is taken off; throws when it is wrong. */
  private static byte[] unchecked(byte[] bytes) {
    if (level(bytes) < CHECKED) {
      return bytes;
    }
    int length = bytes.length - CHECK_BYTES;
    if (length < SEAL_OFFSET + SEAL_BYTES
        || new ByteReader(Arrays.copyOfRange(bytes, length, bytes.length)).int32()
            != checksum(bytes, length)) {
      throw new IllegalArgumentException("its checksum is wrong");
    }
    return Arrays.copyOf(bytes, length);
  }

  /**
   * The level of the language that an envelope is written in.
   *
   * @throws IllegalArgumentException when the bytes are too few
   */
  public static int level(byte[] bytes) {
    ByteReader reader = new ByteReader(bytes);
    int _ = reader.int8();
    return reader.int32();
  }

  /** Throws {@link IllegalArgumentException} for bytes that {@link #encode} does not write. */
  public static Envelope decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES + CHECK_BYTES) {
      throw new IllegalArgumentException("an envelope of " + bytes.length + " bytes");
    }
    int version = new ByteReader(bytes).int8();
    if (version != VERSION) {
      throw new IllegalArgumentException("an envelope of version " + version);
    }
    ByteReader reader = new ByteReader(unchecked(bytes));
    int _ = reader.int8();
    int featureLevel = reader.int32();
    long timeMillis = reader.int64();
    long session = reader.int64();
    long attachment = reader.int64();
    long sequence = reader.int64();
    List<String> identities = new ArrayList<>();
    for (int left = reader.count(SMALLEST_STRING); left > 0; left--) {
      identities.add(reader.string());
    }
    Request request = read(reader);
    reader.expectEnd();
    return new Envelope(
        session, attachment, sequence, identities, timeMillis, featureLevel, request);
  }

  /** A copy of the bytes of an envelope of level 0 with another time and feature level. */
  public static byte[] sealed(byte[] envelope, long timeMillis, int featureLevel) {
    if (envelope.length < SEAL_OFFSET + SEAL_BYTES || envelope[0] != VERSION) {
      throw new IllegalArgumentException(
          "not an envelope: " + envelope.length + " bytes without its version");
    }
    byte[] copy = envelope.clone();
    byte[] seal = new ByteWriter().int32(featureLevel).int64(timeMillis).toBytes();
    System.arraycopy(seal, 0, copy, SEAL_OFFSET, SEAL_BYTES);
    return checked(copy, featureLevel);
  }

  /** The session whose client asks for what an envelope holds; 0 when the server itself does. */
  public static long client(byte[] envelope) {
    ByteReader reader = new ByteReader(envelope);
    int _ = reader.int8();
    int _ = reader.int32();
    long _ = reader.int64();
    long session = reader.int64();
    long attachment = reader.int64();
    return attachment == 0 ? 0 : session;
  }

  private static void write(ByteWriter writer, Request request) {
    switch (request) {
      case Request.Single single -> writeSingle(writer, single);
      case Request.Multi multi -> {
        writer.int8(MULTI).int32(multi.requests().size());
        multi.requests().forEach(single -> writeSingle(writer, single));
      }
      case Request.CreateSession create ->
          writer
              .int8(CREATE_SESSION)
              .int64(create.nonce())
              .int32(create.timeoutMillis())
              .bytes(create.password());
      case Request.AttachSession attach ->
          writer.int8(ATTACH_SESSION).int64(attach.nonce()).bytes(attach.password());
      case Request.CloseSession _ -> writer.int8(CLOSE_SESSION);
    }
  }

  private static void writeSingle(ByteWriter writer, Request.Single request) {
    switch (request) {
      case Request.Create create ->
          writer
              .int8(CREATE)
              .string(create.path())
              .bytes(create.data())
              .int8(create.mode().flag())
              .int8(create.stat() ? 1 : 0);
      case Request.Delete delete ->
          writer.int8(DELETE).string(delete.path()).int32(delete.version());
      case Request.SetData set ->
          writer.int8(SET_DATA).string(set.path()).bytes(set.data()).int32(set.version());
      case Request.Check check -> writer.int8(CHECK).string(check.path()).int32(check.version());
    }
  }

  private static Request read(ByteReader reader) {
    int kind = reader.int8();
    return switch (kind) {
      case MULTI -> {
        List<Request.Single> requests = new ArrayList<>();
        for (int left = reader.count(SMALLEST_REQUEST); left > 0; left--) {
          requests.add(readSingle(reader, reader.int8()));
        }
        yield new Request.Multi(requests);
      }
      case CREATE_SESSION ->
          new Request.CreateSession(reader.int64(), reader.int32(), reader.bytes());
      case ATTACH_SESSION -> new Request.AttachSession(reader.int64(), reader.bytes());
      case CLOSE_SESSION -> new Request.CloseSession();
      default -> readSingle(reader, kind);
    };
  }

  private static Request.Single readSingle(ByteReader reader, int kind) {
    return switch (kind) {
      case CREATE ->
          new Request.Create(reader.string(), reader.bytes(), mode(reader.int8()), flag(reader));
      case DELETE -> new Request.Delete(reader.string(), reader.int32());
      case SET_DATA -> new Request.SetData(reader.string(), reader.bytes(), reader.int32());
      case CHECK -> new Request.Check(reader.string(), reader.int32());
      default -> throw new IllegalArgumentException("a request of the kind " + kind);
    };
  }

  private static CreateMode mode(int flag) {
    for (CreateMode mode : CreateMode.values()) {
      if (mode.flag() == flag) {
        return mode;
      }
    }
    throw new IllegalArgumentException("a create mode of " + flag);
  }

  private static boolean flag(ByteReader reader) {
    int value = reader.int8();
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("a flag of " + value);
    }
    return value == 1;
  }
}
