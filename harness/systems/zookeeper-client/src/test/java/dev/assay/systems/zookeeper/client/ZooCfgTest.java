package dev.assay.systems.zookeeper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ZooCfgTest {
  private static final Map<String, String> DECIDED = Map.of("clientPort", "5001");

  @TempDir Path folder;

  @Test
  void theUserReplacesWhatIsUsualAndABlankSettingIsNone() throws Exception {
    Map<String, String> keys =
        ZooCfg.merged(
            DECIDED, Map.of("tickTime", "200"), Map.of("tickTime", "500", "snapCount", " "));
    assertThat(Files.readAllLines(ZooCfg.write(folder, keys)))
        .containsExactly("clientPort=5001", "tickTime=500");
  }

  @Test
  void whatTheClusterDecidesCannotBeSet() {
    assertThatThrownBy(() -> ZooCfg.merged(DECIDED, Map.of(), Map.of("clientPort", "2181")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clientPort");
  }

  @Test
  void aPortThatIsMissingIsNamed() {
    assertThatThrownBy(() -> ZooCfg.port(Map.of("quorum", 5002), "election"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("election");
  }
}
