package dev.assay.systems.zookeeper.client;

import dev.assay.core.spi.Coordination.Reply;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ZooKeeper's client with one address at a time, and with what its public methods cannot do. */
final class Handle extends ZooKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Handle.class);

  private final OneHost host;

  private Handle(String address, int timeoutMillis, Watcher watcher, OneHost host)
      throws IOException {
    super(address, timeoutMillis, watcher, false, host, config());
    this.host = host;
  }

  /** A handle of a new session. The watcher may hear of it before this returns. */
  static Handle open(String address, int timeoutMillis, Watcher watcher) throws IOException {
    return new Handle(address, timeoutMillis, watcher, new OneHost(address));
  }

  private static ZKClientConfig config() {
    ZKClientConfig config = new ZKClientConfig();
    config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
    return config;
  }

  /**
   * Gives the connection up and takes the same session up at that address; the client sets its
   * watches again there, and a server that has seen less than the client refuses it.
   */
  void move(String address) {
    try {
      updateServerList(address);
      // The client's thread sleeps until its next ping is due, and does not notice that its socket
      // was closed. A packet wakes it; it is lost with the connection, or does no harm on the next.
      sync("/", (_, _, _) -> {}, null);
    } catch (IOException e) {
      // The old connection could not even be closed; then it is lost, and the next is elsewhere.
      LOG.debug("session {}: {}", getSessionId(), e.toString());
    }
  }

  /** Whether the present connection is to the address that is wanted now. */
  boolean isWhereItShallBe() {
    return host.address().equals(testableRemoteSocketAddress());
  }

  /**
   * Asks the server to end the session, behind all that was asked before; {@link #close} does not
   * tell whether it did. What is asked later fails.
   *
   * @param answer {@code Done}, or {@code Unknown} when the server did not confirm it; comes on the
   *     client's event thread
   */
  void end(Consumer<Reply> answer) {
    RequestHeader header = new RequestHeader();
    header.setType(ZooDefs.OpCode.closeSession);
    AsyncCallback.VoidCallback callback =
        (code, _, _) ->
            answer.accept(
                code == KeeperException.Code.OK.intValue()
                    ? new Reply.Done(null, null, null)
                    : new Reply.Unknown("the end was answered by code " + code));
    cnxn.queuePacket(header, new ReplyHeader(), null, null, callback, null, null, null, null);
  }

  /**
   * Closes the connection and stops the client, and leaves the session to expire: the server is
   * told nothing, as when the client's process dies. Blocks for a moment. What is open fails, and
   * then the watcher hears of {@code Expired} or {@code Closed}.
   */
  void abandon() {
    cnxn.disconnect();
  }

  /** Says good-bye to the server, which takes time when the server does not listen. */
  @Override
  public synchronized void close() {
    try {
      super.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
