package dev.assay.simulator;

import static dev.assay.simulator.Worksite.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Disks that are slow, full, or damaged, below real servers. */
class DiskFaultsTest {
  private final Worksite site = new Worksite(1);

  private static void assertProven(Evidence evidence) {
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  @Test
  void aSlowDiskIsSlowUntilItIsHealed() {
    FaultAction slow = site.nodes("disk-slow", Map.of("syncMillis", 300L), "n1", "n2", "n3");
    assertProven(site.inject(slow));
    site.pass(4 * SECOND);
    assertThat(site.node("n2").simDisk().slowedDownBy()).isEqualTo(300_000_000);
    assertProven(site.heal(slow));
    assertThat(site.node("n2").simDisk().slowedDownBy()).isZero();
    site.assertWell();
  }

  @Test
  void aNodeWhoseDiskIsFullEndsItselfAndIsBootedWhenThereIsRoom() {
    FaultAction full = site.nodes("disk-full", Map.of(), "n1");
    assertProven(site.inject(full));
    site.until(() -> !site.node("n1").up());
    assertThat(site.events.getLast().provoked()).isTrue();
    assertThat(site.events.getLast().detail())
        .isEqualTo("the disk failed: no space left on device");
    Evidence healed = site.heal(full);
    assertProven(healed);
    assertThat(site.lifeOf("n1")).containsExactly("died", "started");
    site.assertWell();
  }

  @Test
  void aNodeThatWasKilledAndBootedOnAFullDiskEndsItselfToo() {
    FaultAction kill = site.nodes("kill", Map.of(), "n1");
    FaultAction full = site.nodes("disk-full", Map.of(), "n1");
    assertProven(site.inject(kill));
    assertProven(site.inject(full));
    assertProven(site.heal(kill));
    site.until(() -> !site.node("n1").up());
    FaultAction again = site.nodes("kill", Map.of(), "n1");
    assertProven(site.inject(again));
    Evidence healed = site.heal(again);
    assertProven(healed);
    assertThat(healed.proof()).contains("n1 stays as it is for fault");
    assertThat(site.node("n1").up()).isFalse();
    assertProven(site.heal(full));
    site.assertWell();
  }

  @Test
  void anErrorOfAWriteOrASyncEndsTheNode() {
    for (String failing : List.of("write", "sync")) {
      for (String node : site.cluster.nodes()) {
        FaultAction error = site.nodes("disk-error", Map.of("failing", failing), node);
        Evidence begun = site.inject(error);
        assertProven(begun);
        assertThat(begun.proof()).contains("1 calls to the disks failed", node + " is down");
        assertThat(site.events.getLast().detail())
            .isEqualTo("the disk failed: input/output error in a " + failing);
        site.pass(SECOND);
        assertProven(site.heal(error));
        site.assertWell();
      }
    }
  }

  @Test
  void anErrorThatHitsNobodyIsNotProvenAndIsTakenBack() {
    FaultAction kill = site.nodes("kill", Map.of(), "n1");
    assertProven(site.inject(kill));
    FaultAction error = site.nodes("disk-error", Map.of("failing", "sync"), "n1");
    Evidence begun = site.inject(error);
    assertThat(begun.proven()).isFalse();
    assertProven(site.heal(error));
    assertProven(site.heal(kill));
    site.assertWell();
    assertThat(site.lifeOf("n1")).containsExactly("died", "started");
  }

  @Test
  void aFlippedBitIsNoticedAndRestored() {
    TreeSet<String> files = new TreeSet<>();
    for (long round = 0; round < 40; round++) {
      String node = site.cluster.nodes().get((int) (round % 3));
      Map<String, Object> where =
          Map.of("file", round, "millionths", round * 24_999, "bit", round % 8);
      FaultAction flip = site.nodes("bit-flip", where, node);
      Evidence begun = site.inject(flip);
      assertProven(begun);
      assertThat(begun.proof()).contains(node + " does not run with it");
      assertThat(site.events.getLast().detail()).contains("damaged");
      files.add(begun.proof().contains("snapshot.") ? "snapshot" : "log");
      assertProven(site.heal(flip));
      site.assertWell();
    }
    assertThat(files).containsExactly("log", "snapshot");
  }

  @Test
  void aTruncatedFileIsNoticedAndRestored() {
    TreeSet<String> files = new TreeSet<>();
    for (long round = 0; round < 40; round++) {
      String node = site.cluster.nodes().get((int) (round % 3));
      Map<String, Object> where = Map.of("file", round, "millionths", round * 24_999);
      FaultAction cut = site.nodes("truncate", where, node);
      Evidence begun = site.inject(cut);
      assertProven(begun);
      assertThat(begun.proof()).contains(node + " does not run with it");
      files.add(begun.proof().contains("snapshot.") ? "snapshot" : "log");
      assertProven(site.heal(cut));
      site.assertWell();
    }
    assertThat(files).contains("snapshot");
  }

  @Test
  void aDamagedNodeStaysDownWhateverElseIsHealed() {
    FaultAction flip =
        site.nodes("bit-flip", Map.of("file", 1L, "millionths", 500_000L, "bit", 1L), "n1");
    assertProven(site.inject(flip));
    FaultAction off = site.nodes("power-loss", Map.of(), "n1", "n2", "n3");
    assertProven(site.inject(off));
    assertProven(site.heal(off));
    assertThat(site.node("n1").up()).isFalse();
    site.until(() -> !site.leader().isEmpty());
    assertProven(site.heal(flip));
    site.assertWell();
  }

  @Test
  void withoutAFileThatCanBeDamagedNothingIsAndTheNodeRunsOn() {
    Worksite large = new Worksite(1, Map.of("snapshotEvery", "100000", "segmentBytes", "4000000"));
    FaultAction cut = large.nodes("truncate", Map.of("file", 1L, "millionths", 500_000L), "n1");
    assertThat(large.inject(cut).proven()).isFalse();
    assertThat(large.node("n1").up()).isTrue();
    assertThat(large.heal(cut).proven()).isFalse();
    assertThat(large.events).isEmpty();
    large.assertWell();
  }
}
