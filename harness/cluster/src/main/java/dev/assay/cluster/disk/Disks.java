package dev.assay.cluster.disk;

import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.cluster.fault.NodeFaults;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The disks of all nodes of a cluster; none when no fault of disks is planned. */
public final class Disks implements AutoCloseable {
  private final Map<String, NodeDisk> disks = new TreeMap<>();

  private Disks() {}

  /** What can be done to disks, where there are some. */
  public static Set<String> actions() {
    Set<String> actions = new TreeSet<>(DiskFaults.KINDS);
    actions.addAll(DamageFaults.KINDS);
    return actions;
  }

  /**
   * Makes a disk for each node, if one of these actions needs it.
   *
   * @param mark the run's
   * @param others whether processes of other users shall see them
   */
  public static Disks open(
      Set<String> planned, Collection<NodePlan> plans, String mark, boolean others)
      throws IOException {
    Disks all = new Disks();
    if (planned.stream().anyMatch(actions()::contains)) {
      for (NodePlan plan : plans) {
        try {
          all.disks.put(plan.name(), NodeDisk.mount(plan.folder(), mark, others));
        } catch (IOException e) {
          all.close();
          throw e;
        }
      }
    }
    return all;
  }

  /** The faults of these disks. */
  public List<Faults> faults(
      SystemUnderTest system, Map<String, ? extends FaultyNode> nodes, NodeFaults processes) {
    List<Faults> families = new ArrayList<>();
    if (!disks.isEmpty()) {
      families.add(new DiskFaults(disks, nodes, processes));
      families.add(new DamageFaults(disks, nodes, processes, system));
    }
    return families;
  }

  /** The nodes have ended. */
  @Override
  public void close() {
    disks.values().forEach(NodeDisk::close);
  }
}
