package dev.assay.server.wire;

import dev.assay.server.tree.Result;
import dev.assay.server.tree.Stat;
import java.util.List;
import org.apache.jute.Record;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.CreateResponse;
import org.apache.zookeeper.proto.ExistsResponse;
import org.apache.zookeeper.proto.GetAllChildrenNumberResponse;
import org.apache.zookeeper.proto.GetChildren2Response;
import org.apache.zookeeper.proto.GetChildrenResponse;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.SetDataResponse;
import org.apache.zookeeper.proto.SyncResponse;

/** The body of an answer, in the form that the request's own operation asks for. */
final class ReplyEncoder {
  private ReplyEncoder() {}

  /** The records after the reply's header; none for a failure or where there is nothing to tell. */
  static List<Record> body(OpCode code, Result result) {
    return switch (result) {
      case Result.Failed _,
          Result.Deleted _,
          Result.Checked _,
          Result.SessionClosed _,
          Result.WatchesSet _ ->
          List.of();
      case Result.Created created -> List.of(created(code, created));
      case Result.DataSet set -> List.of(new SetDataResponse(stat(set.stat())));
      case Result.MultiDone done -> MultiCodec.done(done.results());
      case Result.MultiFailed failed -> MultiCodec.failed(failed.codes());
      case Result.Existing existing -> List.of(new ExistsResponse(stat(existing.stat())));
      case Result.Data data -> List.of(new GetDataResponse(data.data(), stat(data.stat())));
      case Result.Children children -> List.of(children(code, children));
      case Result.Synced synced -> List.of(new SyncResponse(synced.path()));
      case Result.SessionCreated _, Result.SessionAttached _ ->
          throw new IllegalArgumentException("no answer to a client's request: " + result);
    };
  }

  static org.apache.zookeeper.data.Stat stat(Stat stat) {
    return new org.apache.zookeeper.data.Stat(
        stat.czxid(),
        stat.mzxid(),
        stat.ctime(),
        stat.mtime(),
        stat.version(),
        stat.cversion(),
        stat.aversion(),
        stat.ephemeralOwner(),
        stat.dataLength(),
        stat.numChildren(),
        stat.pzxid());
  }

  private static Record created(OpCode code, Result.Created created) {
    return code == OpCode.CREATE2
        ? new Create2Response(created.path(), stat(created.stat()))
        : new CreateResponse(created.path());
  }

  private static Record children(OpCode code, Result.Children children) {
    if (code == OpCode.GET_CHILDREN2) {
      return new GetChildren2Response(children.names(), stat(children.stat()));
    }
    return code == OpCode.GET_ALL_CHILDREN_NUMBER
        ? new GetAllChildrenNumberResponse(children.names().size())
        : new GetChildrenResponse(children.names());
  }
}
