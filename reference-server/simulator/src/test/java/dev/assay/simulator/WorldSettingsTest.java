package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.run.Seed;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a world is described. */
class WorldSettingsTest {
  private static final long SECOND = 1_000_000_000L;

  private static Ensemble ensemble(Map<String, String> settings) {
    return WorldSettings.of(settings)
        .ensemble(new World(new Seed(1)), 3, Set.of(), new Deliveries() {});
  }

  @Test
  void withoutAnySettingTheWorldIsAPlainOne() {
    WorldSettings plain = WorldSettings.of(Map.of());
    assertThat(plain.clockRates()).isEmpty();
    assertThat(plain.slowSyncNode()).isEmpty();
    assertThat(plain.timersFirst()).isFalse();
    assertThat(plain.syncMicros()).isEqualTo(500);
    assertThat(plain.latencyMicros()).isEqualTo(200);
  }

  @Test
  void everySettingIsReadByItsName() {
    WorldSettings settings =
        WorldSettings.of(
            Map.ofEntries(
                Map.entry("snapshotEvery", "20"),
                Map.entry("segmentBytes", "4000"),
                Map.entry("syncMicros", "7"),
                Map.entry("slowSyncNode", "n2"),
                Map.entry("slowSyncMicros", "9000"),
                Map.entry("clockRate.n1", "1.1"),
                Map.entry("datagramLoss", "0.25"),
                Map.entry("datagramCopies", "0.5"),
                Map.entry("datagramDelayMicros", "3"),
                Map.entry("latencyMicros", "300"),
                Map.entry("timersFirst", "true")));
    assertThat(settings)
        .isEqualTo(
            new WorldSettings(
                20,
                4_000,
                7,
                "n2",
                9_000,
                new TreeMap<>(Map.of("n1", 1.1)),
                0.25,
                0.5,
                3,
                300,
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "speed | 3 | unknown setting speed; the simulated world knows snapshotEvery, segmentBytes",
        "syncMicros | fast | the setting syncMicros must be a whole number, not fast",
        "syncMicros | -1 | the setting syncMicros must be between 0 and 10000000, not -1",
        "snapshotEvery | 0 | the setting snapshotEvery must be between 1 and 2147483647, not 0",
        "datagramLoss | 1.5 | the setting datagramLoss must be between 0 and 1, not 1.5",
        "datagramLoss | much | the setting datagramLoss must be a number, not much",
        "datagramLoss | NaN | the setting datagramLoss must be between 0 and 1, not NaN",
        "clockRate.n1 | 3 | the setting clockRate.n1 must be between 0.5 and 2, not 3.0",
        "timersFirst | yes | the setting timersFirst must be true or false, not yes",
      })
  void whatMakesNoSenseIsRefused(String name, String value, String message) {
    assertThatThrownBy(() -> WorldSettings.of(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aNodeThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> ensemble(Map.of("clockRate.n4", "1.1")))
        .hasMessage("a setting is about the node n4, and there are [n1, n2, n3]");
    assertThatThrownBy(() -> ensemble(Map.of("slowSyncNode", "m1")))
        .hasMessageContaining("the node m1");
  }

  @Test
  void theWorldIsAsItIsDescribed() {
    Ensemble ensemble =
        ensemble(Map.of("clockRate.n2", "1.1", "slowSyncNode", "n3", "slowSyncMicros", "5000000"));
    World world = ensemble.world();
    world.runUntil(10 * SECOND, () -> false);
    assertThat(ensemble.node(1).clock().nanos()).isEqualTo(10 * SECOND);
    assertThat(ensemble.node(2).clock().nanos()).isEqualTo(11 * SECOND);
    int[] synced = new int[4];
    for (int number = 1; number <= 3; number++) {
      int node = number;
      SimDisk disk = ensemble.node(node).simDisk();
      disk.serve(
          new SimDisk.Listener() {
            @Override
            public void synced(long token) {
              synced[node]++;
            }
          });
      disk.append("f", new byte[1]);
      for (int i = 0; i < 10; i++) {
        disk.sync("f");
      }
    }
    world.runUntil(world.now() + SECOND / 2, () -> false);
    assertThat(synced[1]).isEqualTo(10);
    assertThat(synced[3]).isZero();
  }

  @Test
  void itSaysWhichNamesItKnows() {
    assertThat(WorldSettings.knows("timersFirst")).isTrue();
    assertThat(WorldSettings.knows("clockRate.n7")).isTrue();
    assertThat(WorldSettings.knows("faultMillis")).isFalse();
  }
}
