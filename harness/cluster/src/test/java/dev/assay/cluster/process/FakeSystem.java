package dev.assay.cluster.process;

import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@link FakeServer} as a system under test. */
public class FakeSystem implements SystemUnderTest {
  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<String> peerPorts() {
    return List.of("peer");
  }

  @Override
  public long recoveryMillis() {
    return 20_000;
  }

  @Override
  public Command command(NodePlan plan) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> words =
        new ArrayList<>(
            List.of(
                java,
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeServer.class.getName(),
                Integer.toString(plan.clientPort())));
    plan.listen().values().forEach(port -> words.add(Integer.toString(port)));
    plan.peers().values().forEach(p -> p.values().forEach(v -> words.add(Integer.toString(v))));
    return new Command(words, Map.of());
  }

  @Override
  public NodeStatus status(NodePlan plan) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(1_000);
      InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
      socket.connect(new InetSocketAddress(loopback, plan.clientPort()), 1_000);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return new NodeStatus(true, said.replace("Mode: ", "").strip(), -1, said);
    } catch (IOException e) {
      return new NodeStatus(false, "", -1, e.toString());
    }
  }

  @Override
  public Coordination.Factory sessions(Function<String, String> address, long timeoutMillis) {
    throw new UnsupportedOperationException("it keeps nothing");
  }
}
