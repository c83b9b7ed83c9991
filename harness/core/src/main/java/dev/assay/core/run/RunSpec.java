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
 * @param own what the user brings along; {@link Own#NONE} for what Assay has itself
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
    Map<String, String> settings,
    Own own) {
  public RunSpec {
    faults = List.copyOf(faults);
    settings = new TreeMap<>(settings);
  }

  /** A run of what Assay has itself. */
  public RunSpec(
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
    this(
        system,
        cluster,
        nodes,
        workload,
        faults,
        concurrency,
        rate,
        timeLimitMillis,
        seed,
        bug,
        settings,
        Own.NONE);
  }

  /**
   * What the user brings along; each is empty when it is not.
   *
   * @param endpoints where the nodes of a cluster listen that runs already, {@code host:port}
   * @param client the command line of a program that is the client
   * @param plugin the jar file that holds the system
   */
  public record Own(List<String> endpoints, String client, String plugin) {
    public static final Own NONE = new Own(List.of(), "", "");

    public Own {
      endpoints = List.copyOf(endpoints);
    }
  }

  /** The same run with so many nodes. */
  public RunSpec withNodes(int other) {
    return new RunSpec(
        system,
        cluster,
        other,
        workload,
        faults,
        concurrency,
        rate,
        timeLimitMillis,
        seed,
        bug,
        settings,
        own);
  }

  /** The same run of another workload. */
  public RunSpec withWorkload(String other) {
    return new RunSpec(
        system,
        cluster,
        nodes,
        other,
        faults,
        concurrency,
        rate,
        timeLimitMillis,
        seed,
        bug,
        settings,
        own);
  }

  /** The same run with other kinds of fault. */
  public RunSpec withFaults(List<String> other) {
    return new RunSpec(
        system,
        cluster,
        nodes,
        workload,
        other,
        concurrency,
        rate,
        timeLimitMillis,
        seed,
        bug,
        settings,
        own);
  }

  /** The same run with so many clients. */
  public RunSpec withConcurrency(int other) {
    return new RunSpec(
        system,
        cluster,
        nodes,
        workload,
        faults,
        other,
        rate,
        timeLimitMillis,
        seed,
        bug,
        settings,
        own);
  }

  /** The same run with so many operations a second, 0 for a closed loop. */
  public RunSpec withRate(double other) {
    return new RunSpec(
        system,
        cluster,
        nodes,
        workload,
        faults,
        concurrency,
        other,
        timeLimitMillis,
        seed,
        bug,
        settings,
        own);
  }

  /** The same run with another length of its main phase. */
  public RunSpec withTimeLimitMillis(long other) {
    return new RunSpec(
        system,
        cluster,
        nodes,
        workload,
        faults,
        concurrency,
        rate,
        other,
        seed,
        bug,
        settings,
        own);
  }

  /** The same run with another seeded bug, or none. */
  public RunSpec withBug(String other) {
    return new RunSpec(
        system,
        cluster,
        nodes,
        workload,
        faults,
        concurrency,
        rate,
        timeLimitMillis,
        seed,
        other,
        settings,
        own);
  }

  /** The same run with other settings of the server. */
  public RunSpec withSettings(Map<String, String> other) {
    return new RunSpec(
        system,
        cluster,
        nodes,
        workload,
        faults,
        concurrency,
        rate,
        timeLimitMillis,
        seed,
        bug,
        other,
        own);
  }
}
