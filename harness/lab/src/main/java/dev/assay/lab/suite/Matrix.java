package dev.assay.lab.suite;

import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.lab.WorldDraw;
import dev.assay.nemesis.FaultKinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The runs of a suite. Every seed follows from the suite's seed, the cell and a number, so that
 * taking one cell away does not change the others. All cells come before any has its second run:
 * when time is short, the breadth is kept.
 */
public final class Matrix {
  private static final int CLIENTS = 8;

  /** In the simulator, operations a second over all clients. */
  private static final double SIMULATED_RATE = 100;

  /** So many kinds, at least, are paired with each workload. */
  private static final int KINDS = 3;

  /** A short run has time to prove so many. */
  private static final int MOST_KINDS = 4;

  private static final String NONE = "none";

  private final SuiteRequest request;

  private record Cell(String system, String workload, List<String> words, List<String> kinds) {}

  private Matrix(SuiteRequest request) {
    this.request = request;
  }

  /**
   * The planned runs, in the order in which they are to be done.
   *
   * @throws IllegalArgumentException if a fault is not known or not possible on the cluster
   */
  public static List<Planned> of(SuiteRequest request) {
    return new Matrix(request).planned();
  }

  private List<Planned> planned() {
    List<Cell> cells = cells();
    List<Planned> planned = new ArrayList<>();
    for (int number = 0; number < request.seeds(); number++) {
      for (Cell cell : cells) {
        planned.add(new Planned(spec(cell, number), cell.words(), false));
      }
    }
    return List.copyOf(planned);
  }

  private List<Cell> cells() {
    Set<Cell> cells = new LinkedHashSet<>();
    for (SuiteRequest.Tested system : request.systems()) {
      List<String> workloads = request.workloads().stream().filter(system::serves).toList();
      if (request.faults().isEmpty() && request.profile() == Profile.QUICK) {
        cells.addAll(paired(system, workloads));
        continue;
      }
      List<String> columns = request.faults().isEmpty() ? groups(system.means()) : request.faults();
      for (String workload : workloads) {
        for (String column : columns) {
          cells.add(cell(system, workload, column));
        }
      }
    }
    return List.copyOf(cells);
  }

  /** Where workloads are few, each has several cells, since a run has time for a few kinds only. */
  private List<Cell> paired(SuiteRequest.Tested system, List<String> workloads) {
    List<String> all = FaultKinds.expand(List.of("all"), request.nodes(), system.means());
    Map<String, List<String>> paired = Weaknesses.paired(workloads, all, KINDS);
    List<Cell> cells = new ArrayList<>();
    paired.forEach((workload, kinds) -> {
      int runs = (kinds.size() + MOST_KINDS - 1) / MOST_KINDS;
      for (int run = 0; run < runs; run++) {
        List<String> some =
            kinds.subList(run * kinds.size() / runs, (run + 1) * kinds.size() / runs);
        List<String> sorted = some.stream().sorted().toList();
        cells.add(new Cell(system.name(), workload, sorted, sorted));
      }
    });
    return cells;
  }

  private Cell cell(SuiteRequest.Tested system, String workload, String column) {
    List<String> words = List.of(column.split("\\+", -1));
    List<String> kinds = FaultKinds.expand(words, request.nodes(), system.means());
    return new Cell(
        system.name(), workload, words.equals(List.of(NONE)) ? List.of() : words, kinds);
  }

  /** No faults, and every group that is possible here; of two with the same kinds the first. */
  private List<String> groups(FaultKinds.Means means) {
    Map<List<String>, String> groups = new LinkedHashMap<>();
    groups.put(List.of(), NONE);
    for (String group : FaultKinds.groups(request.nodes(), means)) {
      groups.putIfAbsent(FaultKinds.expand(List.of(group), request.nodes(), means), group);
    }
    return List.copyOf(groups.values());
  }

  private RunSpec spec(Cell cell, int number) {
    Seed seed =
        new Seed(request.seed())
            .fork("suite")
            .fork(cell.system())
            .fork(cell.workload())
            .fork(String.join("+", cell.words()))
            .fork(number);
    long limit = request.timeLimitMillis();
    RunSpec spec =
        new RunSpec(
            cell.system(),
            request.cluster(),
            request.nodes(),
            cell.workload(),
            cell.kinds(),
            CLIENTS,
            request.simulated() ? SIMULATED_RATE : 0,
            limit,
            seed.random().nextInt(Integer.MAX_VALUE),
            request.bug(),
            request.settings(),
            request.own());
    if (!request.simulated()) {
      return spec;
    }
    String faults = Long.toString(Math.max(1, request.profile().faultMillis(limit)));
    Map<String, String> settings = new TreeMap<>(Map.of(WorldDraw.FAULT_MILLIS, faults));
    settings.putAll(request.settings());
    return WorldDraw.completed(spec.withSettings(settings));
  }
}
