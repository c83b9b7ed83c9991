package dev.assay.systems.zookeeper;

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

final class ZooKeeperSystemTest {
  @TempDir Path folder;

  private NodePlan plan(Map<String, String> settings) {
    return new NodePlan(
        "n2",
        2,
        folder,
        5001,
        Map.of("quorum", 5002, "election", 5003),
        Map.of("n1", Map.of("quorum", 6002, "election", 6003)),
        Map.of("n1", 1, "n2", 2),
        Map.of("n1", "127.0.0.1", "n2", "127.0.0.1"),
        0,
        settings);
  }

  @Test
  void itsVersionIsThatOfTheServersJar() {
    assertThat(new ZooKeeperSystem().version(Map.of())).matches("3\\.\\d+\\.\\d+");
  }

  @Test
  void aFolderOfJarsTakesThePlaceOfTheServerThatIsSupplied() throws Exception {
    Path jars = Files.createDirectories(folder.resolve("lib"));
    for (String name : List.of("zookeeper-3.7.2.jar", "zookeeper-jute-3.7.2.jar", "notes.txt")) {
      Files.createFile(jars.resolve(name));
    }
    Files.createFile(jars.resolve("logback-classic-1.2.13.jar"));
    Map<String, String> settings = Map.of("jars", jars.toString(), "syncLimit", "9");
    ZooKeeperSystem system = new ZooKeeperSystem();
    assertThat(system.version(settings)).isEqualTo("3.7.2");
    assertThat(system.image(settings).orElseThrow().jars()).hasSize(3).allMatch(Path::isAbsolute);
    List<String> words = system.command(plan(settings)).words();
    assertThat(words.get(words.indexOf("-cp") + 1).split(":", -1)).hasSize(3);
    assertThat(words).contains("-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
    assertThat(folder.resolve("logback.xml")).content().contains("WARN");
    assertThat(folder.resolve("zoo.cfg")).content().contains("syncLimit=9").doesNotContain("jars");
  }

  /** Systems are looked for side by side, and each look sets the class path of its own server. */
  @Test
  void keepsTheServerThatItWasMadeFor() {
    String property = ServerJars.CLASS_PATH_PROPERTY;
    try {
      System.setProperty(property, "/one/zookeeper-3.7.1.jar");
      ZooKeeperSystem system = new ZooKeeperSystem();
      System.setProperty(property, "/other/server.jar");
      assertThat(system.version(Map.of())).isEqualTo("3.7.1");
      assertThat(system.command(plan(Map.of())).words()).contains("/one/zookeeper-3.7.1.jar");
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void aFolderWithoutAServerIsRefused() {
    for (String wrong : List.of(folder.toString(), folder.resolve("nowhere").toString(), "\0")) {
      assertThatThrownBy(() -> new ZooKeeperSystem().version(Map.of("jars", wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("--set jars=" + wrong);
    }
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(SystemUnderTest.class))
        .extracting(SystemUnderTest::name)
        .containsExactly("zookeeper");
  }

  /**
   * What a server announces is what it lists for itself; a wildcard sends nobody past the proxy.
   */
  @Test
  void aServerListsItselfByTheWildcardAndOthersByTheProxy() throws Exception {
    List<String> words = new ZooKeeperSystem().command(plan(Map.of())).words();
    assertThat(words.getFirst()).endsWith("bin/java");
    assertThat(words.getLast()).isEqualTo(folder.resolve("zoo.cfg").toString());
    assertThat(Files.readAllLines(folder.resolve("zoo.cfg")))
        .contains(
            "clientPortAddress=127.0.0.1",
            "clientPort=5001",
            "server.1=127.0.0.1:6002:6003",
            "server.2=0.0.0.0:5002:5003",
            "reconfigEnabled=false",
            "admin.enableServer=false",
            "tickTime=200");
    assertThat(folder.resolve("data/myid")).hasContent("2");
  }

  @Test
  void aSettingReplacesWhatIsUsualButNotWhatTheLinksRestOn() {
    assertThat(ZooKeeperSystem.configuration(plan(Map.of("syncLimit", "9"))))
        .containsEntry("syncLimit", "9");
    assertThatThrownBy(() -> ZooKeeperSystem.configuration(plan(Map.of("reconfigEnabled", "true"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reconfigEnabled");
  }

  @Test
  void theEpochIsThatOfTheServersFile() throws Exception {
    assertThat(ZooKeeperSystem.epoch(plan(Map.of()), 3)).isEqualTo(3);
    Path version = Files.createDirectories(folder.resolve("data/version-2"));
    Files.writeString(version.resolve("currentEpoch"), "7");
    assertThat(ZooKeeperSystem.epoch(plan(Map.of()), 3)).isEqualTo(7);
  }
}
