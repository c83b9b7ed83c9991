package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.EntryType;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunProgressTest {
  @Test
  void tellsRateLatencyFaultsLeaderAndOpenOperationsOfTheLastSeconds() {
    RunProgress progress = new RunProgress();
    new Lines()
        .event(0, new Actor.Node("n2"), "leader", Map.of("epoch", 1L))
        .invoke(100, 0, "read", 1, null)
        .complete(900, EntryType.OK, 0, "read", 1, 3L)
        .invoke(9_000, 0, "read", 2, null)
        .complete(9_010, EntryType.OK, 0, "read", 2, 3L)
        .nemesis(9_100, EntryType.INVOKE, "kill", 3, Map.of("fault", 0L, "phase", "begin"))
        .nemesis(9_200, EntryType.INFO, "kill", 3, Map.of("fault", 0L, "applied", true))
        .invoke(9_500, 1, "write", 4, 1L)
        .complete(10_000, EntryType.FAIL, 2, "write", 5, 1L)
        .history()
        .forEach(progress::seen);
    RunProgress.Now now = progress.now();
    assertThat(now.ok()).isEqualTo(2);
    assertThat(now.fail()).isEqualTo(1);
    assertThat(now.rate()).isEqualTo(0.2);
    assertThat(now.p50()).isEqualTo(10_000);
    assertThat(now.open()).isEqualTo(1);
    assertThat(now.oldestOpen()).isEqualTo(500_000);
    assertThat(now.leader()).isEqualTo("n2");
    assertThat(now.faults()).containsExactly("kill");
  }
}
