package dev.assay.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.proxy.Route;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BypassIT {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Link LINK = new Link("n1", "n2");
  private static final Link CLIENTS = new Link(FaultAction.CLIENTS, "n2");

  @Test
  void aConnectionCountsOnlyWhenItDoesNotPassTheProxy() throws Exception {
    try (ServerSocket node = new ServerSocket(0, 9, LOOPBACK);
        LinkProxy proxy = LinkProxy.open(List.of(new Route(LINK, "peer", node.getLocalPort())))) {
      Bypass bypass = new Bypass(proxy);
      try (Socket _ = new Socket(LOOPBACK, proxy.port(LINK, "peer"))) {
        assertThat(Deadline.in(Duration.ofSeconds(5)).poll(() -> proxy.ends().size() == 1))
            .isTrue();
        assertThat(bypass.count()).isZero();
        try (Socket _ = new Socket(LOOPBACK, node.getLocalPort())) {
          assertThat(bypass.count()).isEqualTo(1);
        }
      }
      assertThat(bypass.count()).isZero();
    }
  }

  @Test
  void whoAsksANodeHowItIsDoesNotCount() throws Exception {
    try (ServerSocket node = new ServerSocket(0, 9, LOOPBACK);
        LinkProxy proxy =
            LinkProxy.open(List.of(new Route(CLIENTS, "client", node.getLocalPort())));
        Socket _ = new Socket(LOOPBACK, node.getLocalPort())) {
      assertThat(new Bypass(proxy).count()).isZero();
    }
  }
}
