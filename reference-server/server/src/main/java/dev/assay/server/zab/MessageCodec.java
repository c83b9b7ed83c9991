package dev.assay.server.zab;

import dev.assay.server.bytes.ByteReader;
import dev.assay.server.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a {@link Message}. */
final class MessageCodec {
  private MessageCodec() {}

  static byte[] encode(Message message) {
    ByteWriter out = new ByteWriter();
    switch (message) {
      case Message.FollowerInfo m ->
          out.int8(1).int32(m.node()).int64(m.acceptedEpoch()).int32(m.level());
      case Message.LeaderInfo m -> out.int8(2).int64(m.epoch());
      case Message.AckEpoch m -> {
        out.int8(3).int64(m.currentEpoch()).int64(m.lastZxid()).int64(m.applied());
        out.int64(m.base()).int32(m.epochEnds().size());
        m.epochEnds().forEach(out::int64);
      }
      case Message.Truncate m -> out.int8(4).int64(m.zxid());
      case Message.SnapshotBegin m -> out.int8(5).int64(m.zxid());
      case Message.SnapshotChunk m -> out.int8(6).bytes(m.bytes());
      case Message.SnapshotEnd m -> out.int8(7);
      case Message.Proposal m -> out.int8(8).int64(m.zxid()).bytes(m.payload());
      case Message.NewLeader m -> out.int8(9).int64(m.epoch());
      case Message.AckNewLeader m -> out.int8(10).int64(m.epoch());
      case Message.UpToDate m -> out.int8(11).int64(m.committed());
      case Message.Ack m -> out.int8(12).int64(m.zxid());
      case Message.Commit m -> out.int8(13).int64(m.zxid());
      case Message.Ping m -> out.int8(14).int64(m.round());
      case Message.Pong m -> out.int8(15).int64(m.round());
      case Message.Submit m -> out.int8(16).bytes(m.request());
      case Message.Barrier m -> out.int8(17).int64(m.token());
      case Message.BarrierDone m -> out.int8(18).int64(m.token()).int64(m.committed());
      case Message.Aside m -> out.int8(19).bytes(m.message());
    }
    return out.toBytes();
  }

  /** Throws {@link IllegalArgumentException} when the bytes are no message. */
  static Message decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int type = in.int8();
    Message message =
        switch (type) {
          case 1 -> new Message.FollowerInfo(in.int32(), in.int64(), in.int32());
          case 2 -> new Message.LeaderInfo(in.int64());
          case 3 -> new Message.AckEpoch(in.int64(), in.int64(), in.int64(), in.int64(), longs(in));
          case 4 -> new Message.Truncate(in.int64());
          case 5 -> new Message.SnapshotBegin(in.int64());
          case 6 -> new Message.SnapshotChunk(in.bytes());
          case 7 -> new Message.SnapshotEnd();
          case 8 -> new Message.Proposal(in.int64(), in.bytes());
          case 9 -> new Message.NewLeader(in.int64());
          case 10 -> new Message.AckNewLeader(in.int64());
          case 11 -> new Message.UpToDate(in.int64());
          case 12 -> new Message.Ack(in.int64());
          case 13 -> new Message.Commit(in.int64());
          case 14 -> new Message.Ping(in.int64());
          case 15 -> new Message.Pong(in.int64());
          case 16 -> new Message.Submit(in.bytes());
          case 17 -> new Message.Barrier(in.int64());
          case 18 -> new Message.BarrierDone(in.int64(), in.int64());
          case 19 -> new Message.Aside(in.bytes());
          default -> throw new IllegalArgumentException("no message type " + type);
        };
    in.expectEnd();
    return message;
  }

  private static List<Long> longs(ByteReader in) {
    int count = in.count(8);
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(in.int64());
    }
    return values;
  }
}
