package dev.assay.cluster.clock;

import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.cluster.fault.NodeFaults;
import dev.assay.cluster.linux.Program;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The wall clocks of all nodes of a cluster; none when no fault of clocks is planned. */
public final class Clocks implements AutoCloseable {
  private final Map<String, NodeClock> clocks = new TreeMap<>();
  private final @Nullable Path library;
  private final List<ClockFaults> families = new ArrayList<>();

  private Clocks(@Nullable Path library) {
    this.library = library;
  }

  /** What can be done to clocks. */
  public static Set<String> actions() {
    return ClockFaults.KINDS;
  }

  /** Empty, or what this machine lacks. */
  public static String lack() {
    if (ClockLibrary.find().isEmpty()) {
      return "it needs the library libfaketimeMT.so.1 (package libfaketime)";
    }
    return Program.isThere("date") ? "" : "it needs the program date (package coreutils)";
  }

  /** Gives each node a clock, if one of these actions needs it. */
  public static Clocks open(Set<String> planned, Collection<NodePlan> plans) throws IOException {
    boolean wanted = planned.stream().anyMatch(actions()::contains);
    Clocks all = new Clocks(wanted ? ClockLibrary.find().orElse(null) : null);
    if (all.library != null) {
      for (NodePlan plan : plans) {
        all.clocks.put(plan.name(), new NodeClock(plan.folder()));
      }
    }
    return all;
  }

  /** What a node's process must find in its environment. */
  public Map<String, String> environment(String node) {
    NodeClock clock = clocks.get(node);
    return clock == null || library == null ? Map.of() : ClockLibrary.environment(library, clock);
  }

  /** What a node's process must be able to load. */
  public Optional<Path> library() {
    return Optional.ofNullable(library);
  }

  /** The faults of these clocks. */
  public List<Faults> faults(Map<String, ? extends FaultyNode> nodes, NodeFaults processes) {
    if (library == null) {
      return List.of();
    }
    ClockFaults faults = new ClockFaults(library, clocks, nodes, processes);
    families.add(faults);
    return List.of(faults);
  }

  @Override
  public void close() {
    families.forEach(ClockFaults::close);
  }
}
