package dev.assay.systems.zookeeper.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.spi.Cluster.NodeStatus;
import org.junit.jupiter.api.Test;

final class ServerWordTest {
  @Test
  void readsModeAndEpochOfTheReferenceServer() {
    NodeStatus status = ServerWord.parse("Zxid: 0x500000007\nMode: leader\nEpoch: 6\n");
    assertThat(status.leads()).isTrue();
    assertThat(status.epoch()).isEqualTo(6);
  }

  @Test
  void takesTheEpochFromTheZxidWhereThereIsNoLineForIt() {
    assertThat(ServerWord.parse("Zxid: 0x500000007\nMode: follower\n").epoch()).isEqualTo(5);
    assertThat(ServerWord.parse("Zxid: seven\n").epoch()).isEqualTo(-1);
  }

  @Test
  void aServerThatSaysNothingOrIsNotThereIsNotReachable() {
    assertThat(ServerWord.parse("").reachable()).isFalse();
    assertThat(ServerWord.ask("127.0.0.1", 1).reachable()).isFalse();
  }

  @Test
  void aServerWithoutALeaderIsReachableAndServesNot() {
    NodeStatus status = ServerWord.parse("not currently serving\nMode: looking\nEpoch: 3\n");
    assertThat(status.reachable()).isTrue();
    assertThat(status.serves()).isFalse();
  }
}
