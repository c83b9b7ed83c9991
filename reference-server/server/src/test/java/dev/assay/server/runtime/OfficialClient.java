package dev.assay.server.runtime;

import java.io.IOException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/** ZooKeeper's own client, connected; its end cannot be interrupted. */
final class OfficialClient extends ZooKeeper {
  private static final int SESSION_MILLIS = 2_000;

  private OfficialClient(String servers, Watching watching) throws IOException {
    super(servers, SESSION_MILLIS, watching);
  }

  static OfficialClient connect(int port, Watching watching)
      throws IOException, InterruptedException {
    return connect("127.0.0.1:" + port, watching);
  }

  static OfficialClient connect(String servers, Watching watching)
      throws IOException, InterruptedException {
    OfficialClient client = new OfficialClient(servers, watching);
    watching.await(KeeperState.SyncConnected);
    return client;
  }

  @Override
  public synchronized void close() {
    try {
      super.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
