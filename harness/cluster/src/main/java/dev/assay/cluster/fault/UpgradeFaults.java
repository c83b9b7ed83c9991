package dev.assay.cluster.fault;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import dev.assay.core.spi.SystemUnderTest.OlderVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code upgrade}: a node of an older version of the server is killed, and started again as one of
 * the present version. What it says of itself must tell the two apart.
 */
public final class UpgradeFaults implements Faults {
  /** The one kind. */
  public static final String KIND = "upgrade";

  private final Map<String, FaultyNode> nodes;
  private final NodeFaults processes;
  private final NodeHealth health;
  private final String line;

  public UpgradeFaults(
      Map<String, ? extends FaultyNode> nodes,
      NodeFaults processes,
      NodeHealth health,
      OlderVersion older) {
    this.nodes = new LinkedHashMap<>(nodes);
    this.processes = processes;
    this.health = health;
    this.line = older.line();
  }

  /**
   * The plans that nodes begin with, by their names.
   *
   * @param planned the kinds of action that will be asked for
   * @throws IOException when the user has set what makes the older version
   */
  public static Map<String, NodePlan> first(
      List<NodePlan> plans, Set<String> planned, SystemUnderTest system) throws IOException {
    Optional<OlderVersion> older = system.olderVersion().filter(_ -> planned.contains(KIND));
    Map<String, NodePlan> first = new TreeMap<>();
    for (NodePlan plan : plans) {
      first.put(plan.name(), older.isEmpty() ? plan : older(plan, older.get().settings()));
    }
    return first;
  }

  private static NodePlan older(NodePlan plan, Map<String, String> added) throws IOException {
    Map<String, String> settings = new TreeMap<>(plan.settings());
    for (Map.Entry<String, String> each : added.entrySet()) {
      if (settings.put(each.getKey(), each.getValue()) != null) {
        throw new IOException(
            "the setting " + each.getKey() + " makes a version, and the fault upgrade sets it");
      }
    }
    return plan.withSettings(settings);
  }

  @Override
  public Set<String> kinds() {
    return Set.of(KIND);
  }

  private FaultyNode node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    Map<String, String> before = new TreeMap<>();
    for (String name : action.nodes()) {
      before.put(name, version(name));
    }
    Evidence killed = processes.kill(action);
    for (String name : action.nodes()) {
      node(name).upgrade();
    }
    Evidence started = processes.restart(action);
    List<String> seen = new ArrayList<>(List.of(killed.proof(), started.proof()));
    boolean proven = killed.proven() && started.proven();
    for (String name : action.nodes()) {
      String now = version(name);
      proven &= !now.isEmpty();
      seen.add(
          "%s: %s before, %s now".formatted(name, said(before.getOrDefault(name, "")), said(now)));
    }
    return new Evidence(proven, String.join("; ", seen), started.details());
  }

  private static String said(String version) {
    return version.isEmpty() ? "no version told" : version;
  }

  /** What a node says of its version; empty when it does not answer. */
  private String version(String name) {
    return health
        .status(node(name))
        .detail()
        .lines()
        .filter(said -> said.startsWith(line))
        .findFirst()
        .orElse("");
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    return processes.restart(action);
  }
}
