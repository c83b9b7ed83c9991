package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.cluster.Capabilities;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.docker.Engine;
import dev.assay.cluster.reaper.Reaper;
import dev.assay.engine.Leftovers;
import dev.assay.engine.RealFaultKinds;
import dev.assay.engine.RealRun;
import dev.assay.engine.Systems;
import dev.assay.nemesis.FaultKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What this machine allows. */
@Command(
    name = "doctor",
    description = "Says which faults work here, and removes what killed runs left behind.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final String UNKNOWN =
      "this version can do it on virtual time at most (--cluster sim)";

  @Option(names = "--clean", description = "Kill what dead runs left running.")
  private boolean clean;

  @Option(names = "--out", description = "The folder of the runs.", defaultValue = "results")
  private Path out = Path.of("results");

  @Option(names = "--json", description = "JSON alone on stdout.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (clean) {
      List<String> done = new ArrayList<>(Reaper.clean(out));
      done.addAll(Leftovers.clean(false));
      done.forEach(System.err::println);
      if (done.isEmpty()) {
        System.err.println("nothing was left behind");
      }
    }
    Map<String, Object> clusters = new LinkedHashMap<>();
    clusters.put("process", cluster(RealFaultKinds.of("process")));
    String engine = noEngine();
    clusters.put(
        "docker",
        cluster(
            engine.isEmpty()
                ? RealFaultKinds.of(RealRun.DOCKER)
                : Capabilities.of(FaultKinds.actions(), engine)));
    Map<String, String> systems = systems();
    if (json) {
      System.out.println(EntryJson.valueText(json(clusters, systems)));
    } else {
      systems.forEach((name, why) ->
          System.out.println(
              why.isEmpty()
                  ? "available: the system " + name
                  : "not available: the system " + name + " as local processes: " + why));
      print("local processes", clusters.get("process"));
      print("containers", clusters.get("docker"));
    }
    return ExitCode.VALID;
  }

  /** The systems under test, and for each what is missing to start it; empty when nothing is. */
  private static Map<String, String> systems() throws IOException {
    Map<String, String> systems = new TreeMap<>();
    for (String name : Systems.names()) {
      systems.put(name, Systems.named(name).missing(Map.of()));
    }
    return systems;
  }

  /** Empty, or why there are no containers. */
  private static String noEngine() throws IOException {
    try (Engine _ = Engine.open()) {
      return "";
    } catch (EnvironmentException missing) {
      return String.valueOf(missing.getMessage());
    }
  }

  /** What one kind of cluster can do; what it does not know at all is said too. */
  private static Map<String, Object> cluster(Capabilities can) {
    Set<String> available = new TreeSet<>();
    can.actions().forEach(action -> available.addAll(FaultKinds.of(action)));
    Map<String, String> why = new TreeMap<>();
    for (String action : FaultKinds.actions()) {
      if (!can.actions().contains(action)) {
        String lack = can.lacking().getOrDefault(action, UNKNOWN);
        FaultKinds.of(action).forEach(kind -> why.put(kind, lack));
      }
    }
    List<Object> unavailable = new ArrayList<>();
    why.forEach((kind, lack) -> unavailable.add(Map.of("fault", kind, "why", lack)));
    return Map.of("available", List.copyOf(available), "unavailable", unavailable);
  }

  private static void print(String where, @Nullable Object cluster) {
    if (cluster instanceof Map<?, ?> map) {
      if (map.get("available") instanceof List<?> kinds) {
        System.out.println(
            "available with %s: %s"
                .formatted(
                    where,
                    kinds.isEmpty()
                        ? "nothing"
                        : kinds.stream().map(String::valueOf).collect(Collectors.joining(", "))));
      }
      if (map.get("unavailable") instanceof List<?> missing) {
        for (Object one : missing) {
          if (one instanceof Map<?, ?> entry) {
            System.out.println(
                "not available with %s: %s: %s"
                    .formatted(where, entry.get("fault"), entry.get("why")));
          }
        }
      }
    }
  }

  /** {@code available}: with local processes, or with containers; the rest is in neither. */
  private static Map<String, Object> json(
      Map<String, Object> clusters, Map<String, String> systems) {
    Set<String> available = new TreeSet<>();
    Map<String, Object> unavailable = new TreeMap<>();
    for (Object cluster : clusters.values()) {
      if (cluster instanceof Map<?, ?> map
          && map.get("available") instanceof List<?> kinds
          && map.get("unavailable") instanceof List<?> missing) {
        kinds.forEach(kind -> available.add(String.valueOf(kind)));
        missing.forEach(one -> {
          if (one instanceof Map<?, ?> entry) {
            unavailable.putIfAbsent(String.valueOf(entry.get("fault")), one);
          }
        });
      }
    }
    unavailable.keySet().removeAll(available);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("available", List.copyOf(available));
    all.put("unavailable", List.copyOf(unavailable.values()));
    all.put("clusters", clusters);
    all.put("systems", systems);
    return all;
  }
}
