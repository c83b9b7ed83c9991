package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.docker.Engine;
import dev.assay.cluster.reaper.Reaper;
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
  /** Kinds of the command line that no cluster of real servers can do yet. */
  private static final List<String> LATER =
      List.of(
          "loss",
          "bandwidth",
          "cpu",
          "memory",
          "clock-jump",
          "clock-skew",
          "clock-drift",
          "disk-full",
          "disk-slow",
          "disk-readonly",
          "disk-error",
          "power-loss",
          "bit-flip",
          "truncate",
          "membership",
          "upgrade");

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
    clusters.put("process", cluster(RealFaultKinds.PROCESS, new TreeMap<>()));
    String engine = noEngine();
    Map<String, String> lacking =
        engine.isEmpty() ? RealFaultKinds.dockerLacks() : RealFaultKinds.dockerLacks(engine);
    Set<String> actions = engine.isEmpty() ? RealFaultKinds.docker() : Set.of();
    clusters.put("docker", cluster(actions, lacking));
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
      LATER.forEach(kind -> System.out.println("not available: " + kind + ": " + why(kind)));
    }
    return ExitCode.VALID;
  }

  /** The systems under test, and for each what is missing to start it; empty when nothing is. */
  private static Map<String, String> systems() throws IOException {
    Map<String, String> systems = new TreeMap<>();
    for (String name : Systems.names()) {
      systems.put(name, Systems.named(name).missing());
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

  /**
   * What one kind of cluster can do.
   *
   * @param lacking for each kind of action that is not possible the reason
   */
  private static Map<String, Object> cluster(Set<String> actions, Map<String, String> lacking) {
    List<String> available =
        actions.isEmpty()
            ? List.of()
            : FaultKinds.expand(List.of("mixed"), Integer.MAX_VALUE, actions);
    List<Object> unavailable = new ArrayList<>();
    lacking.forEach((action, why) ->
        FaultKinds.expand(List.of("mixed"), Integer.MAX_VALUE, Set.of(action))
            .forEach(kind -> unavailable.add(Map.of("fault", kind, "why", why))));
    return Map.of("available", available, "unavailable", unavailable);
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

  private static String why(String kind) {
    return switch (kind) {
      case "membership" -> "the reference server has fixed members";
      case "upgrade" -> "there is one version of the reference server";
      default -> "this version can do it on virtual time at most (--cluster sim)";
    };
  }

  /** {@code available}: with local processes, or with containers. */
  private static Map<String, Object> json(
      Map<String, Object> clusters, Map<String, String> systems) {
    Set<String> available = new TreeSet<>();
    for (Object cluster : clusters.values()) {
      if (cluster instanceof Map<?, ?> map && map.get("available") instanceof List<?> kinds) {
        kinds.forEach(kind -> available.add(String.valueOf(kind)));
      }
    }
    List<Object> unavailable = new ArrayList<>();
    LATER.forEach(kind -> unavailable.add(Map.of("fault", kind, "why", why(kind))));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("available", List.copyOf(available));
    all.put("unavailable", unavailable);
    all.put("clusters", clusters);
    all.put("systems", systems);
    return all;
  }
}
