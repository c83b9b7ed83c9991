package dev.assay.systems.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReferenceSystemTest {
  @TempDir Path folder;

  private NodePlan plan(Map<String, String> settings) {
    return new NodePlan(
        "n1",
        1,
        folder,
        5001,
        Map.of("quorum", 5002, "election", 5003),
        Map.of("n2", Map.of("quorum", 6002, "election", 6003)),
        Map.of("n1", 1, "n2", 2),
        Map.of("n1", "127.0.0.1", "n2", "127.0.0.1"),
        0,
        settings);
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(SystemUnderTest.class))
        .extracting(SystemUnderTest::name)
        .containsExactly("reference");
  }

  @Test
  void aNodeListensOnItsOwnPortsAndReachesOthersThroughTheProxy() throws Exception {
    List<String> words =
        new ReferenceSystem().command(plan(Map.of("bug", "", "tickTime", "500"))).words();
    assertThat(words.getFirst()).endsWith("bin/java");
    assertThat(words.getLast()).isEqualTo(folder.resolve("zoo.cfg").toString());
    assertThat(Files.readAllLines(folder.resolve("zoo.cfg")))
        .contains(
            "myid=1",
            "clientPort=5001",
            "quorumListen=127.0.0.1:5002",
            "electionListen=127.0.0.1:5003",
            "server.1=127.0.0.1:5002:5003",
            "server.2=127.0.0.1:6002:6003",
            "tickTime=500")
        .noneMatch(line -> line.startsWith("bug"));
  }

  @Test
  void whatTheClusterDecidesCannotBeSet() {
    assertThatThrownBy(() -> ReferenceSystem.configuration(plan(Map.of("clientPort", "2181"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clientPort");
  }

  @Test
  void aSeededBugIsPassedOn() {
    assertThat(ReferenceSystem.configuration(plan(Map.of("bug", "stale-read"))))
        .containsEntry("bug", "stale-read");
  }

  @Test
  void aServerThatIsNotThereIsNotReachable() {
    NodePlan nobody =
        new NodePlan(
            "n1", 1, folder, 1, Map.of(), Map.of(), Map.of("n1", 1), Map.of(), 0, Map.of());
    assertThat(new ReferenceSystem().status(nobody).reachable()).isFalse();
  }
}
