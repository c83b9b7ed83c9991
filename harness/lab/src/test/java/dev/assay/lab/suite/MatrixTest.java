package dev.assay.lab.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.run.RunSpec;
import dev.assay.nemesis.FaultKinds;
import dev.assay.simulator.SimCluster;
import dev.assay.workloads.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MatrixTest {
  @Test
  void quickAsksForEveryWorkloadAndEveryKindThatProcessesOffer() {
    List<Planned> runs = Matrix.of(Requests.process(Profile.QUICK, Workloads.names()));
    assertThat(runs).hasSameSizeAs(Workloads.names());
    assertThat(workloads(runs)).containsExactlyInAnyOrderElementsOf(Workloads.names());
    assertThat(kinds(runs))
        .containsExactlyInAnyOrderElementsOf(
            FaultKinds.expand(List.of("all"), 3, Requests.PROCESS_ACTIONS))
        .hasSizeGreaterThanOrEqualTo(12);
    assertThat(runs).allSatisfy(run -> assertThat(run.spec().faults()).hasSizeBetween(3, 4));
  }

  @Test
  void quickAsksForEveryKindThatTheSimulatorOffers() {
    List<Planned> runs = Matrix.of(Requests.simulated(Profile.QUICK, 1));
    assertThat(kinds(runs))
        .containsExactlyInAnyOrderElementsOf(
            FaultKinds.expand(List.of("all"), 3, SimCluster.ACTIONS));
  }

  @Test
  void aWorkloadIsPairedWithTheFaultsOfItsHunts() {
    List<Planned> runs = Matrix.of(Requests.process(Profile.QUICK, List.of("set")));
    assertThat(runs.getFirst().spec().faults()).contains("kill-all");
  }

  @Test
  void aWorkloadWithoutHuntsIsPairedWithWhatItIsWeakAgainst() {
    List<Planned> runs =
        Matrix.of(Requests.process(Profile.QUICK, List.of("lock", "counter", "set")));
    assertThat(kinds(of("lock", runs))).contains("isolate-clients", "partition-leader");
    assertThat(kinds(of("counter", runs))).contains("reset", "kill-leader");
  }

  @Test
  void oneWorkloadAloneStillGetsEveryKindAFewInEachRun() {
    List<Planned> runs = Matrix.of(Requests.process(Profile.QUICK, List.of("register")));
    assertThat(kinds(runs))
        .containsExactlyInAnyOrderElementsOf(
            FaultKinds.expand(List.of("all"), 3, Requests.PROCESS_ACTIONS));
    assertThat(runs).allSatisfy(run -> assertThat(run.spec().faults()).hasSizeBetween(3, 4));
  }

  @Test
  void theKindsAreDealtOutToTheWorkloadsThatTheSystemServes() {
    List<String> unserved =
        Workloads.names().stream().filter(name -> !name.startsWith("register")).toList();
    SuiteRequest all = Requests.process(Profile.QUICK, Workloads.names());
    SuiteRequest.Tested system =
        Requests.tested("own", Requests.PROCESS_ACTIONS, unserved.toArray(String[]::new));
    List<Planned> runs =
        Matrix.of(
            new SuiteRequest(
                Profile.QUICK,
                "process",
                false,
                1,
                List.of(system),
                all.workloads(),
                List.of(),
                8_000,
                7,
                1,
                "",
                Map.of("bug", "stale"),
                all.own()));
    assertThat(workloads(runs)).containsOnly("register", "register-local");
    assertThat(kinds(runs))
        .containsExactlyInAnyOrderElementsOf(
            FaultKinds.expand(List.of("all"), 1, Requests.PROCESS_ACTIONS));
    assertThat(runs)
        .allSatisfy(run -> {
          assertThat(run.spec().nodes()).isEqualTo(1);
          assertThat(run.spec().settings()).isEqualTo(Map.of("bug", "stale"));
        });
  }

  @Test
  void fullIsEveryWorkloadByEveryGroupAndNoFaults() {
    List<Planned> runs = Matrix.of(Requests.process(Profile.FULL, List.of("set", "lock")));
    assertThat(runs.stream().map(Planned::faultWords).distinct())
        .containsExactly(List.of(), List.of("network"), List.of("process"), List.of("mixed"));
    assertThat(runs).hasSize(8);
  }

  @Test
  void faultsThatAreGivenAreColumnsAndPlusSignsJoin() {
    List<Planned> runs =
        Matrix.of(Requests.process(Profile.QUICK, List.of("set"), "kill+pause", "none"));
    assertThat(runs.stream().map(run -> run.spec().faults()))
        .containsExactly(List.of("kill", "pause"), List.of());
  }

  @Test
  void theSeedsFollowFromTheSuitesSeedAndTheCell() {
    List<Planned> all = Matrix.of(Requests.process(Profile.FULL, List.of("set", "lock")));
    List<Planned> lock = Matrix.of(Requests.process(Profile.FULL, List.of("lock")));
    assertThat(all).containsAll(lock);
    assertThat(all.stream().map(run -> run.spec().seed()).distinct()).hasSameSizeAs(all);
  }

  @Test
  void allCellsComeBeforeAnyHasItsSecondRun() {
    List<Planned> runs = Matrix.of(Requests.simulated(Profile.QUICK, 2));
    int half = runs.size() / 2;
    assertThat(workloads(runs.subList(0, half)))
        .containsExactlyInAnyOrderElementsOf(Workloads.names());
    assertThat(runs.stream().map(run -> run.spec().seed()).distinct()).hasSameSizeAs(runs);
  }

  @Test
  void aFaultThatTheClusterCannotDoIsRefused() {
    assertThatThrownBy(
            () -> Matrix.of(Requests.process(Profile.QUICK, List.of("set"), "power-loss")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("power-loss");
  }

  private static List<Planned> of(String workload, List<Planned> runs) {
    return runs.stream().filter(run -> run.spec().workload().equals(workload)).toList();
  }

  private static List<String> workloads(List<Planned> runs) {
    return runs.stream().map(Planned::spec).map(RunSpec::workload).toList();
  }

  private static Set<String> kinds(List<Planned> runs) {
    return runs.stream()
        .flatMap(run -> run.spec().faults().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
