package dev.assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void liesBelowWhatTheKernelGivesToOutgoingConnections() throws IOException {
    Process cat =
        new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_local_port_range")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String range = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    int low = Integer.parseInt(range.strip().split("\\s+", 2)[0]);
    try (Ports ports = Ports.anywhere()) {
      for (int i = 0; i < 20; i++) {
        assertThat(ports.take()).isLessThan(low);
      }
    }
  }
}
