package dev.assay.cluster.fault;

import dev.assay.cluster.Deadline;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code upgrade}: a node of an older version of the server is killed, and started again as one of
 * the present version. What it says of itself, or what runs, must tell the two apart.
 */
public final class UpgradeFaults implements Faults {
  /** The one kind. */
  public static final String KIND = "upgrade";

  /** How long a node is waited for that another fault holds down. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So many characters of a version are shown. */
  private static final int MOST = 200;

  private final Map<String, FaultyNode> nodes;
  private final NodeFaults processes;
  private final NodeHealth health;
  private final String line;

  /**
   * Upgrades of nodes.
   *
   * @param line as {@link SystemUnderTest#versionLine} says
   */
  public UpgradeFaults(
      Map<String, ? extends FaultyNode> nodes,
      NodeFaults processes,
      NodeHealth health,
      String line) {
    this.nodes = new LinkedHashMap<>(nodes);
    this.processes = processes;
    this.health = health;
    this.line = line;
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
      before.put(name, awaitVersion(name));
    }
    Evidence killed = processes.kill(action);
    for (String name : action.nodes()) {
      node(name).upgrade();
    }
    Evidence started = processes.restart(action);
    List<String> seen = new ArrayList<>(List.of(killed.proof(), started.proof()));
    boolean proven = killed.proven() && started.proven();
    for (String name : action.nodes()) {
      String old = before.getOrDefault(name, "");
      String now = awaitVersion(name);
      proven &= !old.isEmpty() && !now.isEmpty() && !now.equals(old);
      seen.add("%s: %s before, %s now".formatted(name, said(old), said(now)));
    }
    return new Evidence(proven, String.join("; ", seen), started.details());
  }

  private static String said(String version) {
    if (version.isEmpty()) {
      return "no version told";
    }
    return version.length() <= MOST ? version : version.substring(0, MOST) + "…";
  }

  /** Another fault may hold the node down, before or after; whoever ends it starts what we set. */
  private String awaitVersion(String name) throws IOException, InterruptedException {
    AtomicReference<String> told = new AtomicReference<>("");
    var _ =
        Deadline.in(PATIENCE)
            .poll(() -> {
              told.set(version(name));
              return !told.get().isEmpty();
            });
    return told.get();
  }

  /** What a node says of its version, or what runs; empty when it does not answer. */
  private String version(String name) throws IOException {
    if (line.isEmpty()) {
      return node(name).program();
    }
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
