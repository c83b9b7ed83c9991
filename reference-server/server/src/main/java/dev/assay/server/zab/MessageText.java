package dev.assay.server.zab;

import java.util.Locale;

/** What nodes say to each other, in few words, for those who look at a run from outside. */
public final class MessageText {
  private MessageText() {}

  /** A message on a link between a follower and its leader; empty if it is a heartbeat. */
  public static String ofLink(byte[] bytes) {
    try {
      return text(MessageCodec.decode(bytes));
    } catch (IllegalArgumentException unknown) {
      return bytes.length + " bytes";
    }
  }

  /** An election message. */
  public static String ofDatagram(byte[] bytes) {
    try {
      Notification said = Notification.of(bytes);
      return "%s, vote n%d (%s), round %d"
          .formatted(
              said.state().toString().toLowerCase(Locale.ROOT),
              said.vote().leader(),
              zxid(said.vote().lastZxid()),
              said.round());
    } catch (IllegalArgumentException unknown) {
      return bytes.length + " bytes";
    }
  }

  private static String text(Message message) {
    return switch (message) {
      case Message.FollowerInfo info -> "FOLLOWERINFO, accepted epoch " + info.acceptedEpoch();
      case Message.LeaderInfo info -> "LEADERINFO, epoch " + info.epoch();
      case Message.AckEpoch ack -> "ACKEPOCH, has " + zxid(ack.lastZxid());
      case Message.Truncate truncate -> "TRUNC to " + zxid(truncate.zxid());
      case Message.SnapshotBegin begin -> "SNAP of " + zxid(begin.zxid());
      case Message.SnapshotChunk chunk -> "SNAP, " + chunk.bytes().length + " bytes";
      case Message.SnapshotEnd _ -> "SNAP, end";
      case Message.Proposal proposal -> "PROPOSAL " + zxid(proposal.zxid());
      case Message.NewLeader leader -> "NEWLEADER, epoch " + leader.epoch();
      case Message.AckNewLeader ack -> "ACK of NEWLEADER, epoch " + ack.epoch();
      case Message.UpToDate upToDate -> "UPTODATE, committed " + zxid(upToDate.committed());
      case Message.Ack ack -> "ACK " + zxid(ack.zxid());
      case Message.Commit commit -> "COMMIT " + zxid(commit.zxid());
      case Message.Ping _, Message.Pong _ -> "";
      case Message.Submit _ -> "REQUEST";
      case Message.Barrier barrier -> "BARRIER " + barrier.token();
      case Message.BarrierDone done ->
          "BARRIER %d done, committed %s".formatted(done.token(), zxid(done.committed()));
      case Message.Aside aside -> "ASIDE, " + aside.message().length + " bytes";
    };
  }

  private static String zxid(long zxid) {
    return "0x" + Long.toHexString(zxid);
  }
}
