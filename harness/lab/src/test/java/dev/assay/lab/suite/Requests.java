package dev.assay.lab.suite;

import dev.assay.checker.exercise.FaultTally;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import dev.assay.nemesis.FaultKinds;
import dev.assay.simulator.SimCluster;
import dev.assay.workloads.Workloads;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Requests, runs and endings for the tests. */
final class Requests {
  static final Set<String> PROCESS_ACTIONS = Set.of("cut", "delay", "reset", "kill", "pause");

  private Requests() {}

  static SuiteRequest.Tested tested(String name, Set<String> actions, String... unserved) {
    return new SuiteRequest.Tested(
        name,
        new FaultKinds.Means(actions, Map.of(), true, true),
        Arrays.stream(unserved).collect(Collectors.toMap(workload -> workload, _ -> "it cannot")));
  }

  static SuiteRequest process(Profile profile, List<String> workloads, String... faults) {
    return new SuiteRequest(
        profile,
        "process",
        false,
        3,
        List.of(tested("reference", PROCESS_ACTIONS)),
        workloads,
        List.of(faults),
        8_000,
        7,
        1,
        "",
        Map.of(),
        RunSpec.Own.NONE);
  }

  static SuiteRequest simulated(Profile profile, int seeds) {
    return new SuiteRequest(
        profile,
        "sim",
        true,
        3,
        List.of(tested("reference", SimCluster.ACTIONS)),
        Workloads.names(),
        List.of(),
        19_000,
        7,
        seeds,
        "",
        Map.of(),
        RunSpec.Own.NONE);
  }

  static Planned planned(String workload, long seed, String... faults) {
    RunSpec spec =
        new RunSpec(
            "reference", "process", 3, workload, List.of(faults), 8, 0, 8_000, seed, "", Map.of());
    return new Planned(spec, List.of(faults), false);
  }

  static Guarantee broken(String guarantee, String anomaly) {
    return Guarantee.invalid(guarantee, anomaly, "Something is wrong.", List.of(), List.of());
  }

  static Ended judged(Verdict verdict, List<String> proven, Guarantee... guarantees) {
    return new Ended.Judged(
        new Judgement(
            verdict,
            "So it is.",
            List.of(guarantees),
            List.of(),
            proven,
            proven.stream().map(kind -> new FaultTally(kind, 1, 1, 1, 1)).toList(),
            List.of()),
        Path.of("run"),
        "./assay run",
        10);
  }

  static Ended valid(String... proven) {
    return judged(Verdict.VALID, List.of(proven));
  }

  static Ended invalid(String guarantee, String anomaly) {
    return judged(Verdict.INVALID, List.of(), broken(guarantee, anomaly));
  }
}
