package dev.assay.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.WatchType;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.Stat;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.MultiResponse;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.ConnectRequest;
import org.apache.zookeeper.proto.ConnectResponse;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateResponse;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.ExistsResponse;
import org.apache.zookeeper.proto.GetACLRequest;
import org.apache.zookeeper.proto.GetAllChildrenNumberRequest;
import org.apache.zookeeper.proto.GetAllChildrenNumberResponse;
import org.apache.zookeeper.proto.GetChildren2Request;
import org.apache.zookeeper.proto.GetChildren2Response;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetChildrenResponse;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetDataResponse;
import org.apache.zookeeper.proto.SyncRequest;
import org.apache.zookeeper.proto.SyncResponse;
import org.apache.zookeeper.proto.WatcherEvent;
import org.junit.jupiter.api.Test;

class ClientCodecReplyTest {
  private static final byte[] DATA = {1, 2, 3};
  private static final Stat STAT = new Stat(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  private final ClientCodec codec = new ClientCodec();

  @Test
  void grantsASession() throws IOException {
    connect();

    byte[] frame = codec.encode(new ClientReply.Connected(9, 8000, DATA));

    assertThat(Jute.read(Jute.reader(frame), new ConnectResponse()))
        .isEqualTo(new ConnectResponse(0, 8000, 9, DATA, false));
  }

  @Test
  void tellsAnExpiredSessionByZeros() throws IOException {
    connect();

    byte[] frame = codec.encode(new ClientReply.SessionExpired());

    assertThat(Jute.read(Jute.reader(frame), new ConnectResponse()))
        .isEqualTo(new ConnectResponse(0, 0, 0, new byte[16], false));
  }

  @Test
  void answersAnOldClientWithoutTheReadOnlyFlag() {
    byte[] full = Jute.frame(new ConnectRequest(0, 0, 4000, 0, new byte[16], false));

    Decoded decoded = codec.decode(Arrays.copyOf(full, full.length - 1));
    byte[] answer = codec.encode(new ClientReply.Connected(9, 8000, new byte[16]));

    assertThat(request(decoded)).isInstanceOf(ClientRequest.Connect.class);
    assertThat(answer).hasSize(4 + 4 + 8 + 4 + 16);
  }

  @Test
  void answersInTheFormThatWasAskedFor() throws IOException {
    connect();
    org.apache.zookeeper.data.Stat stat = ReplyEncoder.stat(STAT);
    Result created = new Result.Created("/a", STAT, false);
    Result children = new Result.Children(List.of("x", "y"), STAT);
    CreateRequest create = new CreateRequest("/a", DATA, Ids.OPEN_ACL_UNSAFE, 0);

    assertAnswer(1, create, created, new CreateResponse("/a"));
    assertAnswer(15, create, created, new Create2Response("/a", stat));
    assertAnswer(
        5, new SetDataRequest("/a", DATA, 0), new Result.DataSet(STAT), new SetDataResponse(stat));
    assertAnswer(
        3, new ExistsRequest("/a", false), new Result.Existing(STAT), new ExistsResponse(stat));
    assertAnswer(
        4,
        new GetDataRequest("/a", false),
        new Result.Data(DATA, STAT),
        new GetDataResponse(DATA, stat));
    assertAnswer(
        8,
        new GetChildrenRequest("/a", false),
        children,
        new GetChildrenResponse(List.of("x", "y")));
    assertAnswer(
        12,
        new GetChildren2Request("/a", false),
        children,
        new GetChildren2Response(List.of("x", "y"), stat));
    assertAnswer(
        104, new GetAllChildrenNumberRequest("/a"), children, new GetAllChildrenNumberResponse(2));
    assertAnswer(9, new SyncRequest("/a"), new Result.Synced("/a"), new SyncResponse("/a"));
  }

  @Test
  void answersWithAHeaderAloneWhereThereIsNothingToTell() throws IOException {
    connect();

    assertBareAnswer(2, new DeleteRequest("/a", 0), new Result.Deleted(), 0);
    assertBareAnswer(13, new CheckVersionRequest("/a", 0), new Result.Checked(), 0);
    assertBareAnswer(
        3, new ExistsRequest("/a", false), new Result.Failed(Code.NO_NODE), Code.NO_NODE.number());
    assertBareAnswer(6, new GetACLRequest("/a"), new Result.Failed(Code.UNIMPLEMENTED), -6);
  }

  @Test
  void tellsTheResultsOfAMultiToTheOfficialClient() throws IOException {
    MultiResponse response =
        multiAnswer(
            new Result.MultiDone(
                List.of(
                    new Result.Created("/a", STAT, false),
                    new Result.Created("/b", STAT, true),
                    new Result.DataSet(STAT),
                    new Result.Deleted(),
                    new Result.Checked())));

    org.apache.zookeeper.data.Stat stat = ReplyEncoder.stat(STAT);
    assertThat(response.getResultList())
        .containsExactly(
            new OpResult.CreateResult("/a"),
            new OpResult.CreateResult("/b", stat),
            new OpResult.SetDataResult(stat),
            new OpResult.DeleteResult(),
            new OpResult.CheckResult());
  }

  @Test
  void tellsWhyAMultiFailedWithoutAnErrorInTheHeader() throws IOException {
    MultiResponse response =
        multiAnswer(
            new Result.MultiFailed(List.of(Code.OK, Code.BAD_VERSION, Code.RUNTIME_INCONSISTENCY)));

    assertThat(response.getResultList())
        .containsExactly(
            new OpResult.ErrorResult(0),
            new OpResult.ErrorResult(-103),
            new OpResult.ErrorResult(-2));
  }

  @Test
  void tellsThatAWatchFired() throws IOException {
    connect();

    BinaryInputArchive in =
        Jute.reader(
            codec.encode(new ClientReply.WatchFired(WatchType.NODE_DATA_CHANGED, "/a", 12)));

    assertThat(Jute.read(in, new ReplyHeader())).isEqualTo(new ReplyHeader(-1, 12, 0));
    assertThat(Jute.read(in, new WatcherEvent())).isEqualTo(new WatcherEvent(3, 3, "/a"));
  }

  @Test
  void answersAPing() throws IOException {
    connect();
    send(-2, 11);

    assertThat(Jute.read(Jute.reader(codec.encode(new ClientReply.Pong(3))), new ReplyHeader()))
        .isEqualTo(new ReplyHeader(-2, 3, 0));
  }

  @Test
  void refusesToAnswerOutOfTurn() {
    connect();
    send(1, 9, new SyncRequest("/a"));
    send(2, 9, new SyncRequest("/a"));

    assertThatThrownBy(() -> codec.encode(new ClientReply.Answer(2, 1, new Result.Synced("/a"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("request 2");
  }

  @Test
  void isSaturatedByManyRequestsAndRelievedByAnswers() {
    connect();
    for (int xid = 1; !codec.saturated(); xid++) {
      assertThat(xid).isLessThan(10_000);
      send(xid, 9, new SyncRequest("/a"));
    }

    codec.encode(new ClientReply.Answer(1, 1, new Result.Synced("/a")));

    assertThat(codec.saturated()).isFalse();
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

  private void assertAnswer(int type, Record request, Result result, Record expected)
      throws IOException {
    send(7, type, request);
    byte[] frame = codec.encode(new ClientReply.Answer(7, 42, result));
    assertThat(frame).isEqualTo(Jute.frame(new ReplyHeader(7, 42, 0), expected));
  }

  private void assertBareAnswer(int type, Record request, Result result, int error)
      throws IOException {
    send(7, type, request);
    byte[] frame = codec.encode(new ClientReply.Answer(7, 42, result));
    assertThat(frame).isEqualTo(Jute.frame(new ReplyHeader(7, 42, error)));
  }

  private MultiResponse multiAnswer(Result result) throws IOException {
    connect();
    send(7, 14, new MultiOperationRecord(List.of(Op.check("/a", 0))));
    BinaryInputArchive in = Jute.reader(codec.encode(new ClientReply.Answer(7, 42, result)));
    assertThat(Jute.read(in, new ReplyHeader())).isEqualTo(new ReplyHeader(7, 42, 0));
    return Jute.read(in, new MultiResponse());
  }
}
