package dev.assay.server.tree;

import dev.assay.server.bytes.ByteReader;
import dev.assay.server.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an envelope: a version, then what the leader fills in at a fixed place, then the
 * rest.
 */
public final class EnvelopeCodec {
  /** The most bytes of an envelope: a node's data at its largest, and a path. */
  public static final int MAX_BYTES = StateMachine.MAX_DATA_BYTES + (64 << 10);

  private static final int VERSION = 1;
  private static final int SEAL_OFFSET = 1;
  private static final int SEAL_BYTES = 12;
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
    return writer.toBytes();
  }

  /** Throws {@link IllegalArgumentException} for bytes that {@link #encode} does not write. */
  public static Envelope decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("an envelope of " + bytes.length + " bytes");
    }
    ByteReader reader = new ByteReader(bytes);
    int version = reader.int8();
    if (version != VERSION) {
      throw new IllegalArgumentException("an envelope of version " + version);
    }
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

  /** A copy of an envelope's bytes with another time and feature level. */
  public static byte[] sealed(byte[] envelope, long timeMillis, int featureLevel) {
    if (envelope.length < SEAL_OFFSET + SEAL_BYTES || envelope[0] != VERSION) {
      throw new IllegalArgumentException(
          "not an envelope: " + envelope.length + " bytes without its version");
    }
    byte[] copy = envelope.clone();
    byte[] seal = new ByteWriter().int32(featureLevel).int64(timeMillis).toBytes();
    System.arraycopy(seal, 0, copy, SEAL_OFFSET, SEAL_BYTES);
    return copy;
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
