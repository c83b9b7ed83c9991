package dev.assay.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.process.FakeSystem;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What nodes begin with, and what they are upgraded to. */
final class NodeVersionsTest {
  private static final Set<String> UPGRADE = Set.of("kill", "upgrade");

  private static NodeVersions of(Map<String, String> settings, Map<String, String> older) {
    FakeSystem system =
        new FakeSystem() {
          @Override
          public Map<String, String> olderVersion() {
            return older;
          }
        };
    NodeVersions versions = NodeVersions.of(settings, system);
    versions.requireApart(UPGRADE, system);
    return versions;
  }

  @Test
  void nodesBeginAsTheOlderVersionOnlyWhenTheyShallBeUpgraded() {
    NodeVersions versions = of(Map.of("tick", "5"), Map.of("level", "1"));
    assertThat(versions.present()).isEqualTo(Map.of("tick", "5"));
    assertThat(versions.first(UPGRADE)).isEqualTo(Map.of("tick", "5", "level", "1"));
    assertThat(versions.first(Set.of("kill"))).isEqualTo(Map.of("tick", "5"));
  }

  @Test
  void theUsersOlderVersionTakesThePlaceOfTheSystems() {
    NodeVersions versions =
        of(Map.of("image", "mine:2", "older.image", "mine:1"), Map.of("level", "1"));
    assertThat(versions.present()).isEqualTo(Map.of("image", "mine:2"));
    assertThat(versions.first(UPGRADE)).isEqualTo(Map.of("image", "mine:1"));
  }

  @Test
  void whatMakesTheSystemsOlderVersionIsNotSetForAll() {
    assertThatThrownBy(() -> of(Map.of("level", "2"), Map.of("level", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the setting level makes a version");
    assertThatThrownBy(() -> of(Map.of("older.", "2"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lacks a name");
  }

  @Test
  void whatHasAnOlderVersionOfTheUsersCanBeUpgraded() {
    FakeSystem system = new FakeSystem();
    assertThat(NodeVersions.unsupportedActions(Map.of("image", "mine:2"), system))
        .containsKey("upgrade");
    assertThat(NodeVersions.unsupportedActions(Map.of("older.image", "mine:1"), system))
        .doesNotContainKey("upgrade");
  }
}
