package dev.assay.cluster.process;

import dev.assay.cluster.Capabilities;
import dev.assay.cluster.clock.Clocks;
import dev.assay.cluster.disk.Disks;
import dev.assay.cluster.disk.NodeDisk;
import dev.assay.cluster.fault.UpgradeFaults;
import dev.assay.cluster.linux.Cgroup;
import dev.assay.cluster.member.MembershipFaults;
import dev.assay.cluster.resource.ResourceFaults;
import java.io.IOException;
import java.util.Set;

/** What this machine allows to be done to local processes. */
public final class LocalMachine {
  private static final Set<String> ALWAYS =
      Set.of(
          "cut",
          "delay",
          "loss",
          "bandwidth",
          "reset",
          "kill",
          "stop",
          "pause",
          MembershipFaults.KIND,
          UpgradeFaults.KIND);

  private LocalMachine() {}

  /** The kinds of action, and why those that do not work here do not. */
  public static Capabilities capabilities() {
    return Capabilities.of(ALWAYS, "")
        .and(Capabilities.of(Disks.actions(), NodeDisk.lack(false)))
        .and(Capabilities.of(Clocks.actions(), Clocks.lack()))
        .and(Capabilities.of(ResourceFaults.KINDS, groupsLack()));
  }

  private static String groupsLack() {
    try {
      return Cgroup.lackToCreate();
    } catch (IOException e) {
      return "the control groups cannot be looked at: " + e.getMessage();
    }
  }
}
