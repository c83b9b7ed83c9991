package dev.assay.lab.suite;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a suite is asked for.
 *
 * @param cluster where the nodes live
 * @param simulated whether that is the simulator
 * @param actions what can be done to the nodes and links of each system
 * @param systems the systems under test
 * @param workloads what clients do; each is run with each of the faults
 * @param faults kinds and groups of faults, several with plus signs between them; empty for those
 *     that the profile pairs with each workload
 * @param timeLimitMillis the length of a run's main phase
 * @param seed where the seeds of all runs come from
 * @param seeds how many runs each cell gets
 * @param bug a seeded bug that is on in every run, or empty
 */
public record SuiteRequest(
    Profile profile,
    String cluster,
    boolean simulated,
    Map<String, Set<String>> actions,
    List<String> systems,
    List<String> workloads,
    List<String> faults,
    long timeLimitMillis,
    long seed,
    int seeds,
    String bug) {
  public SuiteRequest {
    actions = new TreeMap<>(actions);
    systems = List.copyOf(systems);
    workloads = List.copyOf(workloads);
    faults = List.copyOf(faults);
  }

  Set<String> actions(String system) {
    return actions.getOrDefault(system, Set.of());
  }
}
