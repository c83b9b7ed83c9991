package dev.assay.server.wire;

import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.CreateMode;
import dev.assay.server.tree.Request;
import java.io.IOException;
import java.util.List;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.GetAllChildrenNumberRequest;
import org.apache.zookeeper.proto.GetChildren2Request;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetWatches;
import org.apache.zookeeper.proto.SetWatches2;
import org.apache.zookeeper.proto.SyncRequest;
import org.jspecify.annotations.Nullable;

/** The body of a request, after its header. Throws {@link IOException} when it makes no sense. */
final class RequestDecoder {
  private static final ACL OPEN = new ACL(31, new Id("world", "anyone"));
  private static final int LAST_KNOWN_CREATE_FLAG = 6;

  private RequestDecoder() {}

  static ClientRequest decode(int xid, OpCode code, BinaryInputArchive in) throws IOException {
    try {
      return switch (code) {
        case CREATE, CREATE2, DELETE, SET_DATA, CHECK ->
            new ClientRequest.Write(xid, single(code, in));
        case MULTI -> new ClientRequest.Write(xid, MultiCodec.decode(in));
        case EXISTS, GET_DATA, GET_CHILDREN, GET_CHILDREN2, GET_ALL_CHILDREN_NUMBER ->
            new ClientRequest.Read(xid, read(code, in));
        case SYNC -> new ClientRequest.Sync(xid, path(Jute.read(in, new SyncRequest()).getPath()));
        case CLOSE_SESSION -> new ClientRequest.Close(xid);
        case PING -> new ClientRequest.Ping();
        case SET_WATCHES -> setWatches(xid, Jute.read(in, new SetWatches()));
        case SET_WATCHES2 -> setWatches(xid, Jute.read(in, new SetWatches2()));
        case AUTH, OTHER -> throw new RejectedException(Code.UNIMPLEMENTED);
      };
    } catch (RejectedException e) {
      return new ClientRequest.Rejected(xid, e.code());
    }
  }

  /** One change, alone or inside a multi. */
  static Request.Single single(OpCode code, BinaryInputArchive in)
      throws IOException, RejectedException {
    return switch (code) {
      case CREATE -> create(Jute.read(in, new CreateRequest()), false);
      case CREATE2 -> create(Jute.read(in, new CreateRequest()), true);
      case DELETE -> {
        DeleteRequest request = Jute.read(in, new DeleteRequest());
        yield new Request.Delete(path(request.getPath()), request.getVersion());
      }
      case SET_DATA -> {
        SetDataRequest request = Jute.read(in, new SetDataRequest());
        yield new Request.SetData(
            path(request.getPath()), data(request.getData()), request.getVersion());
      }
      case CHECK -> {
        CheckVersionRequest request = Jute.read(in, new CheckVersionRequest());
        yield new Request.Check(path(request.getPath()), request.getVersion());
      }
      case EXISTS,
          GET_DATA,
          GET_CHILDREN,
          GET_CHILDREN2,
          GET_ALL_CHILDREN_NUMBER,
          SYNC,
          PING,
          MULTI,
          AUTH,
          SET_WATCHES,
          SET_WATCHES2,
          CLOSE_SESSION,
          OTHER ->
          throw new RejectedException(Code.UNIMPLEMENTED);
    };
  }

  private static Request.Create create(CreateRequest request, boolean stat)
      throws RejectedException {
    CreateMode mode = mode(request.getFlags());
    String path = path(request.getPath());
    requireOpen(request.getAcl());
    return new Request.Create(path, data(request.getData()), mode, stat);
  }

  private static CreateMode mode(int flags) throws RejectedException {
    for (CreateMode mode : CreateMode.values()) {
      if (mode.flag() == flags) {
        return mode;
      }
    }
    boolean known = flags > 0 && flags <= LAST_KNOWN_CREATE_FLAG;
    throw new RejectedException(known ? Code.UNIMPLEMENTED : Code.BAD_ARGUMENTS);
  }

  private static void requireOpen(@Nullable List<ACL> acl) throws RejectedException {
    if (acl == null || acl.isEmpty() || !acl.stream().allMatch(OPEN::equals)) {
      throw new RejectedException(Code.INVALID_ACL);
    }
  }

  private static ReadRequest read(OpCode code, BinaryInputArchive in)
      throws IOException, RejectedException {
    if (code == OpCode.EXISTS) {
      ExistsRequest request = Jute.read(in, new ExistsRequest());
      return new ReadRequest.Exists(path(request.getPath()), request.getWatch());
    }
    if (code == OpCode.GET_DATA) {
      GetDataRequest request = Jute.read(in, new GetDataRequest());
      return new ReadRequest.GetData(path(request.getPath()), request.getWatch());
    }
    if (code == OpCode.GET_CHILDREN) {
      GetChildrenRequest request = Jute.read(in, new GetChildrenRequest());
      return new ReadRequest.GetChildren(path(request.getPath()), request.getWatch());
    }
    if (code == OpCode.GET_CHILDREN2) {
      GetChildren2Request request = Jute.read(in, new GetChildren2Request());
      return new ReadRequest.GetChildren(path(request.getPath()), request.getWatch());
    }
    GetAllChildrenNumberRequest request = Jute.read(in, new GetAllChildrenNumberRequest());
    return new ReadRequest.GetChildren(path(request.getPath()), false);
  }

  private static ClientRequest setWatches(int xid, SetWatches watches) throws RejectedException {
    return new ClientRequest.SetWatches(
        xid,
        watches.getRelativeZxid(),
        paths(watches.getDataWatches()),
        paths(watches.getExistWatches()),
        paths(watches.getChildWatches()));
  }

  private static ClientRequest setWatches(int xid, SetWatches2 watches) throws RejectedException {
    boolean persistent =
        !paths(watches.getPersistentWatches()).isEmpty()
            || !paths(watches.getPersistentRecursiveWatches()).isEmpty();
    if (persistent) {
      throw new RejectedException(Code.UNIMPLEMENTED);
    }
    return new ClientRequest.SetWatches(
        xid,
        watches.getRelativeZxid(),
        paths(watches.getDataWatches()),
        paths(watches.getExistWatches()),
        paths(watches.getChildWatches()));
  }

  /** A list that is null on the wire is an empty one. */
  private static List<String> paths(@Nullable List<String> paths) throws RejectedException {
    List<String> given = paths == null ? List.of() : paths;
    for (String path : given) {
      path(path);
    }
    return given;
  }

  private static String path(@Nullable String path) throws RejectedException {
    if (path == null) {
      throw new RejectedException(Code.BAD_ARGUMENTS);
    }
    return path;
  }

  /** Data that is null on the wire is kept as none at all. */
  private static byte[] data(byte @Nullable [] data) {
    return data == null ? new byte[0] : data;
  }

  /** The request is answered with a code instead of being carried out. */
  static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Code code;

    RejectedException(Code code) {
      super(code.name(), null, false, false);
      this.code = code;
    }

    Code code() {
      return code;
    }
  }
}
