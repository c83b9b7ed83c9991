package dev.assay.systems.zookeeper.client;

import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/** What the codes of ZooKeeper's client mean. When in doubt: nobody knows. */
final class Answers {
  private Answers() {}

  static Coordination.Stat stat(Stat stat) {
    long owner = stat.getEphemeralOwner();
    return new Coordination.Stat(
        stat.getCzxid(),
        stat.getMzxid(),
        stat.getPzxid(),
        stat.getCtime(),
        stat.getMtime(),
        stat.getVersion(),
        stat.getCversion(),
        owner == 0 ? "" : "0x" + Long.toHexString(owner),
        stat.getNumChildren());
  }

  static Reply of(int number, Supplier<Reply> success) {
    Code code;
    try {
      code = Code.get(number);
    } catch (IllegalArgumentException _) {
      // A server newer than this client, or one that is mistaken.
      return new Reply.Unknown("code " + number);
    }
    return switch (code) {
      case OK -> success.get();
      case NONODE -> new Reply.Refused(Refusal.NO_NODE);
      case NODEEXISTS -> new Reply.Refused(Refusal.NODE_EXISTS);
      case BADVERSION -> new Reply.Refused(Refusal.BAD_VERSION);
      case NOTEMPTY -> new Reply.Refused(Refusal.NOT_EMPTY);
      case NOCHILDRENFOREPHEMERALS, BADARGUMENTS, INVALIDACL, NOAUTH, QUOTAEXCEEDED ->
          new Reply.Refused(Refusal.OTHER);
      case UNIMPLEMENTED, THROTTLEDOP -> new Reply.NotDone(code.name());
      default -> new Reply.Unknown(code.name());
    };
  }
}
