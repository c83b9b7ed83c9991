package dev.assay.lab.suite;

import dev.assay.core.run.OutputException;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import dev.assay.nemesis.FaultKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs that were invalid and have not been valid since: the next suite does them first. The
 * file {@code failed-seeds.json} in the folder of results keeps them; the newest come first, and
 * there are not more than {@value #MOST}.
 */
public record FailedSeeds(List<Planned> runs) {
  public static final String FILE = "failed-seeds.json";

  static final int MOST = 50;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String FAILED = "failed";

  public FailedSeeds {
    runs = runs.stream().limit(MOST).toList();
  }

  /**
   * Reads the file; none is there when nothing has failed.
   *
   * @throws IllegalArgumentException if it is not what {@link #write} writes
   */
  public static FailedSeeds read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new FailedSeeds(List.of());
    }
    List<Planned> runs = new ArrayList<>();
    try {
      for (JsonNode each : MAPPER.readTree(Files.readString(file)).path(FAILED)) {
        RunDescription run = RunSpecJson.parse(each.toString());
        runs.add(new Planned(run.spec(), run.faultWords(), true));
      }
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("not JSON: " + broken.getOriginalMessage(), broken);
    }
    return new FailedSeeds(runs);
  }

  /**
   * Writes the file whole, or not at all.
   *
   * @param now as an ISO 8601 instant
   */
  public void write(Path file, String now, Map<String, String> versions) {
    List<JsonNode> failed = new ArrayList<>();
    for (Planned run : runs) {
      RunDescription description =
          new RunDescription(run.spec(), run.faultWords(), now, versions, List.of());
      failed.add(MAPPER.readTree(RunSpecJson.toText(description)));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("about", "invalid runs; the next suite does them first");
    json.put(FAILED, failed);
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(
          unfinished, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      throw OutputException.cannotWrite(file, full);
    }
  }

  /** Those that this suite can do come first, each once; then what it has planned. */
  public List<Planned> first(SuiteRequest request, List<Planned> planned) {
    List<Planned> order = new ArrayList<>();
    Set<RunSpec> seen = new LinkedHashSet<>();
    runs.stream()
        .filter(run -> asked(request, run.spec()) && seen.add(run.spec()))
        .forEach(order::add);
    planned.stream().filter(run -> seen.add(run.spec())).forEach(order::add);
    return List.copyOf(order);
  }

  private static boolean asked(SuiteRequest request, RunSpec spec) {
    return spec.cluster().equals(request.cluster())
        && spec.bug().equals(request.bug())
        && request.workloads().contains(spec.workload())
        && spec.nodes() == request.nodes()
        && spec.own().equals(request.own())
        && set(request, spec)
        && request.tested(spec.system()).filter(tested -> possible(tested, spec)).isPresent();
  }

  /** In the simulator, what is drawn of its world stands among the settings. */
  private static boolean set(SuiteRequest request, RunSpec spec) {
    return request.simulated()
        ? spec.settings().entrySet().containsAll(request.settings().entrySet())
        : spec.settings().equals(request.settings());
  }

  /** A kind may have gone since, or be of another machine. */
  private static boolean possible(SuiteRequest.Tested tested, RunSpec spec) {
    try {
      return tested.serves(spec.workload())
          && FaultKinds.expand(spec.faults(), spec.nodes(), tested.means()).equals(spec.faults());
    } catch (IllegalArgumentException gone) {
      return false;
    }
  }

  /** What is to be kept after these runs: invalid ones come in, valid and waived ones leave. */
  public FailedSeeds after(List<SuiteRun> done) {
    Set<RunSpec> good = new LinkedHashSet<>();
    Map<RunSpec, Planned> kept = new LinkedHashMap<>();
    for (SuiteRun run : done) {
      switch (run.status()) {
        case INVALID -> kept.put(run.planned().spec(), run.planned());
        case VALID, WAIVED -> good.add(run.planned().spec());
        case BROKEN, UNKNOWN, NOT_RUN -> {}
      }
    }
    runs.stream()
        .filter(run -> !good.contains(run.spec()))
        .forEach(run -> kept.putIfAbsent(run.spec(), run));
    return new FailedSeeds(List.copyOf(kept.values()));
  }
}
