package dev.assay.simulator;

import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Coordination.Stat;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.client.WatchType;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.CreateMode;
import dev.assay.server.tree.Result;
import java.util.List;

/** What the harness asks and hears, in the server's words and back. */
final class Wire {
  private Wire() {}

  static Change change(WatchType type) {
    return switch (type) {
      case NODE_CREATED -> Change.CREATED;
      case NODE_DELETED -> Change.DELETED;
      case NODE_DATA_CHANGED -> Change.DATA_CHANGED;
      case NODE_CHILDREN_CHANGED -> Change.CHILDREN_CHANGED;
    };
  }

  static ClientRequest request(int xid, Request request) {
    return switch (request) {
      case Request.Single single -> new ClientRequest.Write(xid, single(single));
      case Request.Multi multi ->
          new ClientRequest.Write(
              xid,
              new dev.assay.server.tree.Request.Multi(
                  multi.requests().stream().map(Wire::single).toList()));
      case Request.GetData get ->
          new ClientRequest.Read(xid, new ReadRequest.GetData(get.path(), get.watch()));
      case Request.Exists exists ->
          new ClientRequest.Read(xid, new ReadRequest.Exists(exists.path(), exists.watch()));
      case Request.GetChildren get ->
          new ClientRequest.Read(xid, new ReadRequest.GetChildren(get.path(), get.watch()));
      case Request.Sync sync -> new ClientRequest.Sync(xid, sync.path());
      case Request.End _ -> new ClientRequest.Close(xid);
      case Request.Move _ -> throw new IllegalArgumentException("no server hears of " + request);
    };
  }

  private static dev.assay.server.tree.Request.Single single(Request.Single request) {
    return switch (request) {
      case Request.Create create ->
          new dev.assay.server.tree.Request.Create(
              create.path(), create.data(), mode(create.mode()), true);
      case Request.Delete delete ->
          new dev.assay.server.tree.Request.Delete(delete.path(), delete.version());
      case Request.SetData set ->
          new dev.assay.server.tree.Request.SetData(set.path(), set.data(), set.version());
      case Request.Check check ->
          new dev.assay.server.tree.Request.Check(check.path(), check.version());
    };
  }

  private static CreateMode mode(Mode mode) {
    return switch (mode) {
      case PERSISTENT -> CreateMode.PERSISTENT;
      case EPHEMERAL -> CreateMode.EPHEMERAL;
      case PERSISTENT_SEQUENTIAL -> CreateMode.PERSISTENT_SEQUENTIAL;
      case EPHEMERAL_SEQUENTIAL -> CreateMode.EPHEMERAL_SEQUENTIAL;
    };
  }

  static Reply reply(ClientReply.Answer answer) {
    String zxid = Long.toString(answer.position());
    return switch (answer.result()) {
      case Result.Failed failed -> failed(failed.code());
      case Result.Created created ->
          new Reply.Done(
              created.path(), stat(created.stat()), Long.toString(created.stat().czxid()));
      case Result.DataSet set ->
          new Reply.Done(null, stat(set.stat()), Long.toString(set.stat().mzxid()));
      case Result.Data data -> new Reply.Data(data.data(), stat(data.stat()));
      case Result.Existing existing ->
          new Reply.Done(null, stat(existing.stat()), Long.toString(existing.stat().mzxid()));
      case Result.Children children -> new Reply.Names(children.names(), stat(children.stat()));
      case Result.MultiFailed failed -> multiFailed(failed.codes());
      case Result.Deleted ignored -> new Reply.Done(null, null, zxid);
      case Result.Checked ignored -> new Reply.Done(null, null, zxid);
      case Result.MultiDone ignored -> new Reply.Done(null, null, zxid);
      case Result.Synced ignored -> new Reply.Done(null, null, zxid);
      case Result.WatchesSet ignored -> new Reply.Done(null, null, zxid);
      case Result.SessionCreated ignored -> new Reply.Done(null, null, zxid);
      case Result.SessionAttached ignored -> new Reply.Done(null, null, zxid);
      case Result.SessionClosed ignored -> new Reply.Done(null, null, zxid);
    };
  }

  private static Stat stat(dev.assay.server.tree.Stat stat) {
    return new Stat(
        stat.czxid(),
        stat.mzxid(),
        stat.pzxid(),
        stat.ctime(),
        stat.mtime(),
        stat.version(),
        stat.cversion(),
        stat.ephemeralOwner() == 0 ? "" : name(stat.ephemeralOwner()),
        stat.numChildren());
  }

  static String name(long session) {
    return "0x" + Long.toHexString(session);
  }

  private static Reply multiFailed(List<Code> codes) {
    for (Code code : codes) {
      if (code != Code.OK) {
        return failed(code);
      }
    }
    return new Reply.Unknown("a multi failed without an error");
  }

  private static Reply failed(Code code) {
    return switch (code) {
      case NO_NODE -> new Reply.Refused(Refusal.NO_NODE);
      case NODE_EXISTS -> new Reply.Refused(Refusal.NODE_EXISTS);
      case BAD_VERSION -> new Reply.Refused(Refusal.BAD_VERSION);
      case NOT_EMPTY -> new Reply.Refused(Refusal.NOT_EMPTY);
      case NO_CHILDREN_FOR_EPHEMERALS, BAD_ARGUMENTS, INVALID_ACL, UNIMPLEMENTED ->
          new Reply.Refused(Refusal.OTHER);
      case SESSION_EXPIRED, SESSION_MOVED -> new Reply.NotDone(code.toString());
      case OK, SYSTEM_ERROR, RUNTIME_INCONSISTENCY, CONNECTION_LOSS ->
          new Reply.Unknown(code.toString());
    };
  }
}
