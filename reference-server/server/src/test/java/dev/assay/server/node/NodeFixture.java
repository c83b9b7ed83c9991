package dev.assay.server.node;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.env.Event;
import dev.assay.server.tree.CreateMode;
import dev.assay.server.tree.Envelope;
import dev.assay.server.tree.EnvelopeCodec;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.Stat;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;

/** An active node on a broadcast that a test drives by hand. A tick is a second. */
final class NodeFixture {
  final RecordingEnv env = new RecordingEnv();
  final ServerNode node;
  final StepBroadcast broadcast;

  NodeFixture() {
    this(ServerSettings.of(1, 1000));
  }

  NodeFixture(SeededBug bug) {
    this(ServerSettings.of(1, 1000).withBugs(EnumSet.of(bug)));
  }

  NodeFixture(ServerSettings settings) {
    StepBroadcast[] made = new StepBroadcast[1];
    node =
        new ServerNode(
            env,
            settings,
            application -> {
              made[0] = new StepBroadcast(application);
              return made[0];
            });
    broadcast = made[0];
    node.start();
    broadcast.activate(true);
  }

  void send(long connection, ClientRequest request) {
    node.on(new Event.FromClient(connection, request));
  }

  /** Opens a session on a new connection. */
  ClientReply.Connected open(long connection) {
    send(connection, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    broadcast.deliverAll();
    return (ClientReply.Connected) env.take(connection).getFirst();
  }

  void attach(long connection, ClientReply.Connected session) {
    send(connection, new ClientRequest.Connect(0, 4000, session.session(), session.password()));
  }

  /** Applies a request of another node's client. */
  void elsewhere(long session, long attachment, long sequence, Request request) {
    broadcast.deliver(
        EnvelopeCodec.encode(
            new Envelope(session, attachment, sequence, List.of(), 0, 0, request)));
  }

  /** Lets time go by in half ticks; timers fire. */
  void pass(long millis) {
    for (long done = 0; done < millis; done += 500) {
      env.nanos += 500_000_000;
      node.on(new Event.TimerFired(env.timers.removeFirst()));
      broadcast.carryTouches();
    }
  }

  List<ClientReply> take(long connection) {
    return env.take(connection);
  }

  /** The data's version; -1 when the node is absent. */
  int version(String path) {
    Stat stat = node.state().stat(path);
    return stat == null ? -1 : stat.version();
  }

  long position() {
    return node.position();
  }

  ClientReply answer(int xid, Result result) {
    return new ClientReply.Answer(xid, position(), result);
  }

  static ClientRequest create(int xid, String path) {
    return write(xid, new Request.Create(path, data("x"), CreateMode.PERSISTENT, false));
  }

  static ClientRequest ephemeral(int xid, String path) {
    return write(xid, new Request.Create(path, data("x"), CreateMode.EPHEMERAL, false));
  }

  static ClientRequest set(int xid, String path, String text) {
    return write(xid, new Request.SetData(path, data(text), -1));
  }

  static ClientRequest delete(int xid, String path) {
    return write(xid, new Request.Delete(path, -1));
  }

  static ClientRequest write(int xid, Request request) {
    return new ClientRequest.Write(xid, request);
  }

  static ClientRequest exists(int xid, String path) {
    return new ClientRequest.Read(xid, new ReadRequest.Exists(path, true));
  }

  static ClientRequest data(int xid, String path) {
    return new ClientRequest.Read(xid, new ReadRequest.GetData(path, true));
  }

  /** Without a watch. */
  static ClientRequest plain(int xid, String path) {
    return new ClientRequest.Read(xid, new ReadRequest.GetData(path, false));
  }

  static ClientRequest multi(int xid, Request.Single... requests) {
    return write(xid, new Request.Multi(List.of(requests)));
  }

  static ClientRequest children(int xid, String path) {
    return new ClientRequest.Read(xid, new ReadRequest.GetChildren(path, true));
  }

  static byte[] data(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The xids of the answers, and the names of the other replies. */
  static List<String> words(List<ClientReply> replies) {
    return replies.stream().map(NodeFixture::word).toList();
  }

  private static String word(ClientReply reply) {
    return switch (reply) {
      case ClientReply.Answer(int xid, long _, Result.Failed(var code)) -> xid + " " + code;
      case ClientReply.Answer(int xid, long _, Result.MultiFailed(var codes)) -> xid + " " + codes;
      case ClientReply.Answer(int xid, long _, Result.Data(var bytes, var _)) ->
          xid + " " + new String(bytes, StandardCharsets.UTF_8);
      case ClientReply.Answer(int xid, long _, Result _) -> xid + " OK";
      case ClientReply.WatchFired(var type, String path, long _) -> type + " " + path;
      case ClientReply.Connected _ -> "connected";
      case ClientReply.SessionExpired _ -> "expired";
      case ClientReply.Pong _ -> "pong";
    };
  }
}
