package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.ReportInput;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ran is what the run says, and not what looks at it now. */
final class VersionsTest {
  @Test
  void theSystemsOwnVersionStandsUnderItsName() {
    assertThat(Versions.with("etcd", "3.4.23")).containsEntry("etcd", "3.4.23").containsKey("java");
    assertThat(Versions.with("etcd", "")).doesNotContainKey("etcd");
  }

  @Test
  void anOldRunKeepsItsVersionsAndNamesItsJudge() {
    Map<String, String> old = Map.of("assay", "0.0.1", "java", "21");
    assertThat(RunEnding.versions(old))
        .containsAllEntriesOf(old)
        .containsEntry(ReportInput.JUDGE, Versions.assay())
        .hasSize(3);
  }

  @Test
  void whatJudgesItsOwnRunIsNotNamedTwice() {
    assertThat(RunEnding.versions(Versions.all())).isEqualTo(Versions.all());
  }
}
