package dev.assay.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.CreateMode;
import dev.assay.server.tree.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.jute.Record;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.proto.AuthPacket;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.ConnectRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.GetACLRequest;
import org.apache.zookeeper.proto.GetAllChildrenNumberRequest;
import org.apache.zookeeper.proto.GetChildren2Request;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetWatches;
import org.apache.zookeeper.proto.SetWatches2;
import org.apache.zookeeper.proto.SyncRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCodecTest {
  private static final byte[] DATA = {1, 2, 3};
  private final ClientCodec codec = new ClientCodec();

  @Test
  void decodesAConnectRequest() {
    Decoded decoded = codec.decode(Jute.frame(new ConnectRequest(0, 77, 4000, 5, DATA, false)));

    assertThat(request(decoded))
        .usingRecursiveComparison()
        .isEqualTo(new ClientRequest.Connect(77, 4000, 5, DATA));
  }

  @Test
  void decodesEveryChange() {
    connect();
    List<ACL> open = Ids.OPEN_ACL_UNSAFE;

    assertChange(
        1,
        new CreateRequest("/a", DATA, open, 3),
        new Request.Create("/a", DATA, CreateMode.EPHEMERAL_SEQUENTIAL, false));
    assertChange(
        15,
        new CreateRequest("/a", DATA, open, 0),
        new Request.Create("/a", DATA, CreateMode.PERSISTENT, true));
    assertChange(2, new DeleteRequest("/a", 4), new Request.Delete("/a", 4));
    assertChange(5, new SetDataRequest("/a", DATA, -1), new Request.SetData("/a", DATA, -1));
    assertChange(13, new CheckVersionRequest("/a", 2), new Request.Check("/a", 2));
  }

  @Test
  void decodesAMultiOfTheOfficialClient() {
    connect();
    MultiOperationRecord multi =
        new MultiOperationRecord(
            List.of(
                Op.create("/a", DATA, Ids.OPEN_ACL_UNSAFE, 1),
                Op.setData("/b", DATA, 2),
                Op.delete("/c", 3),
                Op.check("/d", 4)));

    assertChange(
        14,
        multi,
        new Request.Multi(
            List.of(
                // The official client asks for create in a multi, whose answer has no stat.
                new Request.Create("/a", DATA, CreateMode.EPHEMERAL, false),
                new Request.SetData("/b", DATA, 2),
                new Request.Delete("/c", 3),
                new Request.Check("/d", 4))));
  }

  @Test
  void decodesEveryRead() {
    connect();

    assertRead(3, new ExistsRequest("/a", true), new ReadRequest.Exists("/a", true));
    assertRead(4, new GetDataRequest("/a", false), new ReadRequest.GetData("/a", false));
    assertRead(8, new GetChildrenRequest("/a", true), new ReadRequest.GetChildren("/a", true));
    assertRead(12, new GetChildren2Request("/a", true), new ReadRequest.GetChildren("/a", true));
    assertRead(
        104, new GetAllChildrenNumberRequest("/a"), new ReadRequest.GetChildren("/a", false));
  }

  @Test
  void decodesWhatIsNeitherChangeNorRead() {
    connect();

    assertThat(request(send(1, 9, new SyncRequest("/a"))))
        .isEqualTo(new ClientRequest.Sync(1, "/a"));
    assertThat(request(send(2, -11))).isEqualTo(new ClientRequest.Close(2));
    assertThat(request(send(-2, 11))).isEqualTo(new ClientRequest.Ping());
    SetWatches watches = new SetWatches(5, List.of("/d"), List.of("/e"), List.of("/c"));
    ClientRequest expected =
        new ClientRequest.SetWatches(-8, 5, List.of("/d"), List.of("/e"), List.of("/c"));
    assertThat(request(send(-8, 101, watches))).isEqualTo(expected);
    SetWatches2 watches2 =
        new SetWatches2(5, List.of("/d"), List.of("/e"), List.of("/c"), List.of(), List.of());
    assertThat(request(send(-8, 105, watches2))).isEqualTo(expected);
  }

  @Test
  void rejectsWatchesThatAreNotOffered() {
    connect();
    SetWatches2 persistent =
        new SetWatches2(5, List.of(), List.of(), List.of(), List.of("/p"), List.of());

    assertRejected(send(-8, 105, persistent), Code.UNIMPLEMENTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 16, 17, 18, 19, 20, 21, 22, 102, 103, 106, 107, -10, -1, 0, 4711})
  void rejectsOperationsThatAreNotOffered(int number) {
    connect();

    assertRejected(send(7, number, new GetACLRequest("/a")), Code.UNIMPLEMENTED);
  }

  @Test
  void rejectsAclsThatAreNotOpen() {
    connect();

    assertRejected(
        send(7, 1, new CreateRequest("/a", DATA, Ids.READ_ACL_UNSAFE, 0)), Code.INVALID_ACL);
    assertRejected(
        send(7, 1, new CreateRequest("/a", DATA, Ids.CREATOR_ALL_ACL, 0)), Code.INVALID_ACL);
    assertRejected(send(7, 1, new CreateRequest("/a", DATA, List.of(), 0)), Code.INVALID_ACL);
    MultiOperationRecord multi =
        new MultiOperationRecord(List.of(Op.create("/a", DATA, Ids.READ_ACL_UNSAFE, 0)));
    assertRejected(send(7, 14, multi), Code.INVALID_ACL);
  }

  @Test
  void rejectsFlagsOfCreateThatAreNotOffered() {
    connect();

    assertRejected(
        send(7, 1, new CreateRequest("/a", DATA, Ids.OPEN_ACL_UNSAFE, 4)), Code.UNIMPLEMENTED);
    assertRejected(
        send(7, 1, new CreateRequest("/a", DATA, Ids.OPEN_ACL_UNSAFE, 9)), Code.BAD_ARGUMENTS);
  }

  @Test
  void refusesToAuthenticate() throws IOException {
    connect();

    Decoded decoded = send(-4, 100, new AuthPacket(0, "digest", DATA));

    assertThat(decoded).isInstanceOf(Decoded.AuthenticationRefused.class);
    byte[] answer = ((Decoded.AuthenticationRefused) decoded).answer();
    assertThat(Jute.read(Jute.reader(answer), new ReplyHeader()))
        .isEqualTo(new ReplyHeader(-4, 0, -115));
  }

  @Test
  void findsNoMeaningInGarbage() {
    assertThat(codec.decode(new byte[] {1, 2, 3})).isInstanceOf(Decoded.Malformed.class);
    connect();
    assertThat(codec.decode(new byte[0])).isInstanceOf(Decoded.Malformed.class);
    assertThat(codec.decode(new byte[] {0, 0, 0, 1, 0})).isInstanceOf(Decoded.Malformed.class);
    // A create whose path claims to be longer than the frame.
    assertThat(codec.decode(ByteBuffer.allocate(12).putInt(1).putInt(1).putInt(1 << 30).array()))
        .isInstanceOf(Decoded.Malformed.class);
    // A multi that never ends.
    assertThat(codec.decode(ByteBuffer.allocate(8).putInt(1).putInt(14).array()))
        .isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  void rejectsARequestWithoutAPath() {
    connect();

    byte[] deleteOfNull = ByteBuffer.allocate(16).putInt(3).putInt(2).putInt(-1).putInt(0).array();

    assertRejected(codec.decode(deleteOfNull), Code.BAD_ARGUMENTS);
  }

  private void connect() {
    codec.decode(Jute.frame(new ConnectRequest(0, 0, 4000, 0, new byte[16], false)));
  }

  private Decoded send(int xid, int type) {
    return codec.decode(Jute.frame(new RequestHeader(xid, type)));
  }

  private Decoded send(int xid, int type, Record body) {
    return codec.decode(Jute.frame(new RequestHeader(xid, type), body));
  }

  private static ClientRequest request(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Request.class);
    return ((Decoded.Request) decoded).request();
  }

  private void assertChange(int type, Record body, Request expected) {
    assertThat(request(send(7, type, body)))
        .usingRecursiveComparison()
        .isEqualTo(new ClientRequest.Write(7, expected));
  }

  private void assertRead(int type, Record body, ReadRequest expected) {
    assertThat(request(send(7, type, body))).isEqualTo(new ClientRequest.Read(7, expected));
  }

  private static void assertRejected(Decoded decoded, Code code) {
    assertThat(request(decoded))
        .isInstanceOfSatisfying(
            ClientRequest.Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(code));
  }
}
