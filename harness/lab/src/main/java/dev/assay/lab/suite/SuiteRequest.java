package dev.assay.lab.suite;

import dev.assay.core.run.RunSpec;
import dev.assay.nemesis.FaultKinds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a suite is asked for.
 *
 * @param cluster where the nodes live
 * @param simulated whether that is the simulator
 * @param nodes how many there are of them in every run
 * @param means what can be done to the nodes and links of each system
 * @param systems the systems under test
 * @param workloads what clients do; each is run with each of the faults
 * @param faults kinds and groups of faults, several with plus signs between them; empty for those
 *     that the profile pairs with each workload
 * @param timeLimitMillis the length of a run's main phase
 * @param seed where the seeds of all runs come from
 * @param seeds how many runs each cell gets
 * @param bug a seeded bug that is on in every run, or empty
 * @param settings settings of the server in every run
 * @param own what the user brings along
 */
public record SuiteRequest(
    Profile profile,
    String cluster,
    boolean simulated,
    int nodes,
    Map<String, FaultKinds.Means> means,
    List<String> systems,
    List<String> workloads,
    List<String> faults,
    long timeLimitMillis,
    long seed,
    int seeds,
    String bug,
    Map<String, String> settings,
    RunSpec.Own own) {
  private static final FaultKinds.Means NOTHING =
      new FaultKinds.Means(Set.of(), Map.of(), false, false);

  public SuiteRequest {
    means = new TreeMap<>(means);
    systems = List.copyOf(systems);
    workloads = List.copyOf(workloads);
    faults = List.copyOf(faults);
    settings = new TreeMap<>(settings);
  }

  FaultKinds.Means means(String system) {
    return means.getOrDefault(system, NOTHING);
  }
}
