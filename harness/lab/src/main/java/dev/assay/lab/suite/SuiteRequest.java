package dev.assay.lab.suite;

import dev.assay.core.run.RunSpec;
import dev.assay.nemesis.FaultKinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a suite is asked for.
 *
 * @param cluster where the nodes live
 * @param simulated whether that is the simulator
 * @param nodes how many there are of them in every run
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
    List<Tested> systems,
    List<String> workloads,
    List<String> faults,
    long timeLimitMillis,
    long seed,
    int seeds,
    String bug,
    Map<String, String> settings,
    RunSpec.Own own) {
  public SuiteRequest {
    systems = List.copyOf(systems);
    workloads = List.copyOf(workloads);
    faults = List.copyOf(faults);
    settings = new TreeMap<>(settings);
  }

  /**
   * A system under test.
   *
   * @param means what can be done to its nodes and links
   * @param unserved the workloads that cannot be run on it, and why
   */
  public record Tested(String name, FaultKinds.Means means, Map<String, String> unserved) {
    public Tested {
      unserved = new TreeMap<>(unserved);
    }

    boolean serves(String workload) {
      return !unserved.containsKey(workload);
    }
  }

  Optional<Tested> tested(String system) {
    return systems.stream().filter(tested -> tested.name().equals(system)).findFirst();
  }
}
