package dev.assay.server.wire;

import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.tree.Result;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.proto.ConnectResponse;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.WatcherEvent;
import org.jspecify.annotations.Nullable;

/**
 * One client connection's view of the protocol. It remembers the operation of every outstanding
 * request, since the form of an answer depends on it. Not safe for use by several threads.
 *
 * <p>The caller bounds what is remembered: it stops reading from the client while {@link
 * #saturated} says so.
 */
public final class ClientCodec {
  /** The largest frame, as in ZooKeeper ({@code jute.maxbuffer}), plus slack for what is around. */
  public static final int MAX_FRAME_BYTES = 0xfffff + 1024;

  private static final int MAX_OUTSTANDING = 256;
  private static final int MAX_OUTSTANDING_BYTES = 4 << 20;

  private static final int NOTIFICATION_XID = -1;
  private static final int PING_XID = -2;
  private static final int AUTH_XID = -4;
  private static final int AUTH_FAILED = -115;
  private static final int CONNECTED_STATE = 3;
  private static final int PASSWORD_BYTES = 16;

  private final ArrayDeque<Outstanding> outstanding = new ArrayDeque<>();
  private int outstandingBytes;
  private int outstandingPings;
  private boolean connectSeen;
  private boolean readOnlyKnown;

  /** Decodes the next frame of the client. */
  public Decoded decode(byte[] frame) {
    BinaryInputArchive in = Jute.reader(frame);
    try {
      return connectSeen ? request(in, frame.length) : new Decoded.Request(connect(in, frame));
    } catch (IOException e) {
      return new Decoded.Malformed(
          "a frame of %d bytes that is no %s: %s"
              .formatted(frame.length, connectSeen ? "request" : "connect request", e));
    }
  }

  /** Encodes a reply as one frame. Answers must come in the order of the requests. */
  public byte[] encode(ClientReply reply) {
    return switch (reply) {
      case ClientReply.Connected connected ->
          connectFrame(connected.session(), connected.timeoutMillis(), connected.password());
      case ClientReply.SessionExpired _ -> connectFrame(0, 0, new byte[PASSWORD_BYTES]);
      case ClientReply.Pong pong -> {
        outstandingPings--;
        yield Jute.frame(new ReplyHeader(PING_XID, pong.position(), 0));
      }
      case ClientReply.Answer answer -> answer(answer);
      case ClientReply.WatchFired fired ->
          Jute.frame(
              new ReplyHeader(NOTIFICATION_XID, fired.position(), 0),
              new WatcherEvent(fired.type().number(), CONNECTED_STATE, fired.path()));
    };
  }

  /** As much is outstanding as one client may have. */
  public boolean saturated() {
    return outstanding.size() + outstandingPings >= MAX_OUTSTANDING
        || outstandingBytes >= MAX_OUTSTANDING_BYTES;
  }

  private ClientRequest connect(BinaryInputArchive in, byte[] frame) throws IOException {
    int _ = in.readInt("protocolVersion");
    long lastZxidSeen = in.readLong("lastZxidSeen");
    int timeoutMillis = in.readInt("timeOut");
    long session = in.readLong("sessionId");
    byte @Nullable [] password = in.readBuffer("passwd");
    int passwordBytes = password == null ? 0 : password.length;
    int bytesWithoutReadOnly = 4 + 8 + 4 + 8 + 4 + passwordBytes;
    // Clients up to ZooKeeper 3.3 do not know the flag, and do not expect it in the answer.
    readOnlyKnown = frame.length > bytesWithoutReadOnly;
    connectSeen = true;
    return new ClientRequest.Connect(
        lastZxidSeen, timeoutMillis, session, password == null ? new byte[0] : password);
  }

  private Decoded request(BinaryInputArchive in, int bytes) throws IOException {
    RequestHeader header = Jute.read(in, new RequestHeader());
    OpCode code = OpCode.of(header.getType());
    if (code == OpCode.AUTH) {
      return new Decoded.AuthenticationRefused(
          Jute.frame(new ReplyHeader(AUTH_XID, 0, AUTH_FAILED)));
    }
    ClientRequest request = RequestDecoder.decode(header.getXid(), code, in);
    if (code == OpCode.PING) {
      outstandingPings++;
    } else {
      outstanding.add(new Outstanding(header.getXid(), code, bytes));
      outstandingBytes += bytes;
    }
    return new Decoded.Request(request);
  }

  private byte[] answer(ClientReply.Answer answer) {
    Outstanding asked = outstanding.poll();
    if (asked == null || asked.xid() != answer.xid()) {
      throw new IllegalStateException(
          "an answer to request %d, but the oldest one is %s".formatted(answer.xid(), asked));
    }
    outstandingBytes -= asked.bytes();
    int error = answer.result() instanceof Result.Failed failed ? failed.code().number() : 0;
    List<Record> records = new ArrayList<>();
    records.add(new ReplyHeader(answer.xid(), answer.position(), error));
    records.addAll(ReplyEncoder.body(asked.code(), answer.result()));
    return Jute.frame(records.toArray(Record[]::new));
  }

  private byte[] connectFrame(long session, int timeoutMillis, byte[] password) {
    byte[] frame = Jute.frame(new ConnectResponse(0, timeoutMillis, session, password, false));
    return readOnlyKnown ? frame : Arrays.copyOf(frame, frame.length - 1);
  }

  private record Outstanding(int xid, OpCode code, int bytes) {}
}
