package dev.assay.cluster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

final class ProcessTableTest {
  @Test
  void readsALineWhoseProgramHasBlanksAndBracketsInItsName() {
    ProcessState state =
        ProcessState.parse(
            "4711 (a (b) T) S 12 4711 4700 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 19 0 987654 11 12");
    assertThat(state).isEqualTo(new ProcessState(4711, 'S', 4711, 4700, 987_654));
    assertThat(state.stopped()).isFalse();
    assertThat(state.dead()).isFalse();
  }

  @Test
  void rejectsWhatIsNoSuchLine() {
    assertThatThrownBy(() -> ProcessState.parse("4711 java S"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4711 java S");
  }

  @Test
  void findsThisProcessItsThreadsAndItsCommand() {
    long pid = ProcessHandle.current().pid();
    ProcessState self = ProcessTable.find(pid).orElseThrow();
    assertThat(self.startTicks()).isPositive();
    assertThat(ProcessTable.all()).anyMatch(p -> p.pid() == pid);
    assertThat(ProcessTable.group(self.group())).anyMatch(p -> p.pid() == pid);
    assertThat(ProcessTable.threads(pid)).hasSizeGreaterThan(1);
    assertThat(ProcessTable.command(pid).getFirst()).endsWith("java");
    assertThat(ProcessTable.environment(pid)).anyMatch(entry -> entry.startsWith("PATH="));
  }

  @Test
  void aPidThatNobodyHasIsNotFound() {
    assertThat(ProcessTable.find(Integer.MAX_VALUE)).isEmpty();
    assertThat(ProcessTable.threads(Integer.MAX_VALUE)).isEmpty();
    assertThat(ProcessTable.environment(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void refusesSignalsToEverybody() {
    assertThatThrownBy(() -> Signal.KILL.to(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Signal.KILL.to(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void seesBothEndsOfAnEstablishedConnection() throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Socket socket = new Socket(loopback, listener.getLocalPort())) {
      SocketTable.Pair near = new SocketTable.Pair(socket.getLocalPort(), socket.getPort());
      SocketTable.Pair far = new SocketTable.Pair(socket.getPort(), socket.getLocalPort());
      assertThat(SocketTable.established()).contains(near, far);
    }
  }
}
