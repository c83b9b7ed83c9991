package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code serve} and {@code compare} end when they cannot do what they are asked. */
final class ReportCommandsTest {
  @TempDir private Path folder;

  @Test
  void whatIsNotThereIsAnInputThatCannotBeRead() {
    String nowhere = folder.resolve("nowhere").toString();
    assertThat(Main.execute("serve", "--results", nowhere)).isEqualTo(66);
    assertThat(Main.execute("compare", nowhere, nowhere)).isEqualTo(66);
  }

  @Test
  void wrongOptionsAreWrongUsage() {
    assertThat(Main.execute("serve", "--port", "65536")).isEqualTo(64);
    assertThat(Main.execute("serve", "--port", "x")).isEqualTo(64);
    assertThat(Main.execute("compare", "one")).isEqualTo(64);
  }

  @Test
  void aTakenPortIsALackOfTheEnvironment() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(Main.execute("serve", "--results", folder.toString(), "--port", port))
          .isEqualTo(75);
    }
  }
}
