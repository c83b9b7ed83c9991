package dev.assay.systems.zookeeper.client;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Requests as calls of ZooKeeper's client. Answers come on the client's event thread. */
final class Calls {
  private final ZooKeeper client;

  Calls(ZooKeeper client) {
    this.client = client;
  }

  void send(Request request, Consumer<Reply> completion) {
    try {
      call(request, completion);
    } catch (IllegalArgumentException e) {
      completion.accept(new Reply.NotDone(String.valueOf(e.getMessage())));
    }
  }

  private void call(Request request, Consumer<Reply> completion) {
    switch (request) {
      case Request.Single change -> change(change, completion);
      case Request.Multi(List<Request.Single> requests) ->
          multi(requests.stream().map(Calls::part).toList(), completion);
      case Request.GetData(String path, boolean watch) ->
          client.getData(
              path,
              watch,
              (code, _, _, data, stat) ->
                  completion.accept(
                      Answers.of(code, () -> new Reply.Data(data, Answers.stat(stat)))),
              null);
      case Request.Exists(String path, boolean watch) ->
          client.exists(
              path,
              watch,
              (code, name, _, stat) -> completion.accept(Answers.of(code, () -> done(name, stat))),
              null);
      case Request.GetChildren(String path, boolean watch) ->
          client.getChildren(
              path,
              watch,
              (AsyncCallback.Children2Callback)
                  (code, _, _, names, stat) ->
                      completion.accept(
                          Answers.of(code, () -> new Reply.Names(names, Answers.stat(stat)))),
              null);
      case Request.Sync(String path) -> client.sync(path, bare(completion), null);
      case Request.Move _, Request.End _ ->
          throw new IllegalStateException("no call of the client: " + request);
    }
  }

  private void change(Request.Single request, Consumer<Reply> completion) {
    switch (request) {
      case Request.Create(String path, byte[] data, Mode mode) ->
          client.create(
              path,
              data,
              ZooDefs.Ids.OPEN_ACL_UNSAFE,
              mode(mode),
              (AsyncCallback.Create2Callback)
                  (code, _, _, name, stat) ->
                      completion.accept(Answers.of(code, () -> done(name, stat))),
              null);
      case Request.Delete(String path, int version) ->
          client.delete(path, version, bare(completion), null);
      case Request.SetData(String path, byte[] data, int version) ->
          client.setData(
              path,
              data,
              version,
              (code, name, _, stat) -> completion.accept(Answers.of(code, () -> done(name, stat))),
              null);
      case Request.Check(String path, int version) ->
          multi(List.of(Op.check(path, version)), completion);
    }
  }

  private static AsyncCallback.VoidCallback bare(Consumer<Reply> completion) {
    return (code, path, _) ->
        completion.accept(Answers.of(code, () -> new Reply.Done(path, null, null)));
  }

  private void multi(List<Op> parts, Consumer<Reply> completion) {
    client.multi(
        parts,
        (code, _, _, results) -> completion.accept(Answers.of(code, () -> done(results))),
        null);
  }

  private static Op part(Request.Single part) {
    return switch (part) {
      case Request.Create(String path, byte[] data, Mode mode) ->
          Op.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, mode(mode));
      case Request.Delete(String path, int version) -> Op.delete(path, version);
      case Request.SetData(String path, byte[] data, int version) ->
          Op.setData(path, data, version);
      case Request.Check(String path, int version) -> Op.check(path, version);
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

  private static Reply done(String path, Stat stat) {
    return new Reply.Done(path, Answers.stat(stat), zxid(stat));
  }

  /** All parts of a multi have one zxid; the first part that reports one speaks for it. */
  private static Reply done(List<OpResult> results) {
    for (OpResult result : results) {
      if (result instanceof OpResult.SetDataResult set) {
        return new Reply.Done(null, Answers.stat(set.getStat()), zxid(set.getStat()));
      }
    }
    return new Reply.Done(null, null, null);
  }

  private static String zxid(Stat stat) {
    return Long.toString(stat.getMzxid());
  }
}
