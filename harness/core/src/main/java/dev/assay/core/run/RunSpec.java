package dev.assay.core.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run as one value: everything that was chosen. Stored with the run, so that it can be repeated.
 *
 * @param system the system under test
 * @param cluster where its nodes live: {@code process}, {@code sim}, ...
 * @param nodes how many
 * @param workload what clients do
 * @param faults the kinds of fault, groups expanded, sorted; empty for none
 * @param concurrency how many clients
 * @param rate operations a second over all clients; 0 for a closed loop
 * @param timeLimitMillis length of the main phase
 * @param seed where all randomness comes from
 * @param bug a seeded bug of the server, or empty
 * @param settings settings of the server
 */
public record RunSpec(
    String system,
    String cluster,
    int nodes,
    String workload,
    List<String> faults,
    int concurrency,
    double rate,
    long timeLimitMillis,
    long seed,
    String bug,
    Map<String, String> settings) {
  public RunSpec {
    faults = List.copyOf(faults);
    settings = new TreeMap<>(settings);
  }
}
