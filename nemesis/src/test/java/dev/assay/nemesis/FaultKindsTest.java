package dev.assay.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class FaultKindsTest {
  private static final Set<String> ALL = Set.of("cut", "delay", "reset", "kill", "pause");

  @Test
  void expandsGroupsToSortedKindsEachOnce() {
    assertThat(FaultKinds.expand(List.of("process", "kill")))
        .containsExactly(
            "kill",
            "kill-all",
            "kill-leader",
            "pause",
            "pause-leader",
            "restart",
            "rolling-restart");
    assertThat(FaultKinds.expand(List.of("network")))
        .contains("partition", "partition-ring", "delay", "reset")
        .doesNotContain("kill");
    assertThat(FaultKinds.expand(List.of("mixed"))).hasSize(16).isSorted();
    assertThat(FaultKinds.expand(List.of("all"))).isEqualTo(FaultKinds.expand(List.of("mixed")));
  }

  @Test
  void whatAGroupLacksIsSaidByKindAndInShortByReason() {
    FaultKinds.Means means =
        new FaultKinds.Means(
            Set.of("kill", "cut"), Map.of("stop", "it needs TERM", "pause", "no"), true, true);
    SortedMap<String, String> lacking = FaultKinds.leftOut(List.of("process", "delay"), 3, means);
    assertThat(lacking)
        .isEqualTo(Map.of("stop", "it needs TERM", "pause", "no", "pause-leader", "no"));
    assertThat(FaultKinds.lines(lacking))
        .containsExactly("stop: it needs TERM", "pause, pause-leader: no");
    assertThat(FaultKinds.leftOut(List.of("delay"), 3, means)).isEmpty();
  }

  @Test
  void noneIsNoFaultAndStandsAlone() {
    assertThat(FaultKinds.expand(List.of("none"))).isEmpty();
    assertThat(FaultKinds.expand(List.of())).isEmpty();
    assertThatThrownBy(() -> FaultKinds.expand(List.of("none", "kill")))
        .hasMessageContaining("none stands alone");
  }

  @Test
  void anUnknownWordIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> FaultKinds.expand(List.of("earthquake")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown fault earthquake; known are ")
        .hasMessageContaining("partition-leader")
        .hasMessageContaining("mixed");
  }

  @Test
  void aGroupIsWhatIsPossibleHere() {
    assertThat(FaultKinds.expand(List.of("mixed"), 1, ALL))
        .contains("kill", "isolate-clients")
        .doesNotContain("partition", "partition-ring");
    assertThat(FaultKinds.expand(List.of("mixed"), 2, ALL))
        .contains("partition")
        .doesNotContain("partition-ring");
    assertThat(FaultKinds.expand(List.of("mixed"), 3, Set.of("pause")))
        .containsExactly("pause", "pause-leader");
  }

  @Test
  void aKindThatIsNamedMustBePossible() {
    assertThatThrownBy(() -> FaultKinds.expand(List.of("partition-ring"), 2, ALL))
        .hasMessage("the fault partition-ring needs at least 3 nodes, and there are 2");
    assertThatThrownBy(() -> FaultKinds.expand(List.of("pause"), 3, Set.of("kill")))
        .hasMessage("the fault pause is not possible here: nothing can do that to this cluster");
  }

  private static final Set<String> SIMULATED =
      Set.of(
          "cut",
          "delay",
          "loss",
          "reset",
          "kill",
          "pause",
          "power-loss",
          "disk-slow",
          "disk-full",
          "disk-error",
          "bit-flip",
          "truncate",
          "clock-jump",
          "clock-skew",
          "clock-drift");

  @Test
  void disksAndClocksAreGroupsWhereTheClusterCanBreakThem() {
    assertThat(FaultKinds.expand(List.of("disk"), 3, SIMULATED))
        .containsExactly(
            "bit-flip", "disk-error", "disk-full", "disk-slow", "power-loss", "truncate");
    assertThat(FaultKinds.expand(List.of("clock"), 3, SIMULATED))
        .containsExactly("clock-drift", "clock-jump", "clock-skew");
    assertThat(FaultKinds.known()).contains("disk", "clock", "resources");
  }

  @Test
  void mixedIsNetworkAndProcessesAndAllIsEverything() {
    List<String> mixed = FaultKinds.expand(List.of("mixed"), 3, SIMULATED);
    assertThat(mixed)
        .contains("partition-bridge", "loss")
        .doesNotContain("power-loss", "disk-full", "clock-jump", "bit-flip");
    assertThat(FaultKinds.expand(List.of("all"), 3, SIMULATED))
        .containsAll(mixed)
        .contains("disk-full", "clock-jump")
        .doesNotContain("core");
  }

  @Test
  void aGroupOfWhichNothingIsPossibleIsRefusedAndSoIsAKind() {
    assertThatThrownBy(() -> FaultKinds.expand(List.of("disk"), 3, ALL))
        .hasMessage("no fault of the group disk is possible here");
    assertThatThrownBy(() -> FaultKinds.expand(List.of("bit-flip"), 3, ALL))
        .hasMessage("the fault bit-flip is not possible here: nothing can do that to this cluster");
  }

  @Test
  void theCoreIsAskedForByItsNameAlone() {
    assertThat(FaultKinds.expand(List.of("process"), 3, SIMULATED)).doesNotContain("core");
    assertThat(FaultKinds.expand(List.of("core", "kill"), 3, SIMULATED))
        .containsExactly("core", "kill");
    assertThatThrownBy(() -> FaultKinds.expand(List.of("core"), 2, SIMULATED))
        .hasMessageContaining("needs at least 3 nodes");
  }

  @Test
  void ofAClusterThatRunsElsewhereOnlyTheLinksOfClientsAreWithinReach() {
    FaultKinds.Means clients =
        new FaultKinds.Means(Set.of("cut", "delay", "reset"), Map.of(), false, false);
    assertThat(FaultKinds.expand(List.of("mixed"), 3, clients))
        .containsExactly("delay", "isolate-clients", "reset");
    assertThatThrownBy(() -> FaultKinds.expand(List.of("partition-one"), 3, clients))
        .hasMessageContaining("partition-one is not possible here: the links between the nodes");
    assertThatThrownBy(() -> FaultKinds.expand(List.of("kill"), 3, clients))
        .hasMessageContaining("nothing can do that to this cluster");
  }

  @Test
  void aLeaderThatNobodyNamesIsNotHit() {
    FaultKinds.Means unled = new FaultKinds.Means(Set.of("cut", "kill"), Map.of(), true, false);
    assertThat(FaultKinds.expand(List.of("mixed"), 3, unled))
        .contains("kill", "partition")
        .doesNotContain("kill-leader", "partition-leader");
    assertThatThrownBy(() -> FaultKinds.expand(List.of("kill-leader"), 3, unled))
        .hasMessageContaining("do not say which of them leads");
  }
}
