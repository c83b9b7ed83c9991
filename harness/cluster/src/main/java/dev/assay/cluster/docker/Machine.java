package dev.assay.cluster.docker;

import dev.assay.cluster.Capabilities;
import dev.assay.cluster.clock.Clocks;
import dev.assay.cluster.disk.Disks;
import dev.assay.cluster.disk.NodeDisk;
import dev.assay.cluster.fault.UpgradeFaults;
import dev.assay.cluster.linux.Cgroup;
import dev.assay.cluster.linux.Program;
import dev.assay.cluster.member.MembershipFaults;
import dev.assay.cluster.resource.ResourceFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What this machine allows to be done to containers. */
public final class Machine {
  private static final Set<String> ALWAYS =
      Set.of("kill", "stop", "pause", MembershipFaults.KIND, UpgradeFaults.KIND);
  private static final Set<String> NETWORK = Set.of("cut", "reset");

  private Machine() {}

  /** The kinds of action, and why those that do not work here do not. */
  public static Capabilities capabilities() {
    String lacks = networkLacks();
    String tried = "198.18.0.1";
    return Capabilities.of(ALWAYS, "")
        .and(Capabilities.of(Disks.actions(), NodeDisk.lack(true)))
        .and(Capabilities.of(Clocks.actions(), Clocks.lack()))
        .and(Capabilities.of(ResourceFaults.KINDS, Cgroup.lack()))
        .and(Capabilities.of(NETWORK, lacks))
        .and(
            Capabilities.of(
                Set.of("loss"),
                lacks.isEmpty()
                    ? kernelLacks(
                        Rules.losing(tried, 50),
                        "iptables' match statistic (CONFIG_NETFILTER_XT_MATCH_STATISTIC)")
                    : lacks))
        .and(
            Capabilities.of(
                Set.of("delay", "bandwidth"),
                lacks.isEmpty()
                    ? kernelLacks(
                        Rules.held(tried, 1),
                        "packet queues, NFQUEUE (CONFIG_NETFILTER_NETLINK_QUEUE and"
                            + " CONFIG_NETFILTER_XT_TARGET_NFQUEUE)")
                    : lacks));
  }

  private static String kernelLacks(List<String> rules, String what) {
    try {
      return Rules.known(rules) ? "" : "it needs " + what + " in the kernel";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "nobody waited to see whether the kernel has " + what;
    }
  }

  private static String networkLacks() {
    List<String> lacks = new ArrayList<>();
    if (!isRoot()) {
      lacks.add("root, to enter the network namespaces of nodes");
    }
    if (!Program.isThere("nsenter") || !Program.isThere("unshare")) {
      lacks.add("the programs nsenter and unshare (package util-linux)");
    }
    if (!Program.isThere("iptables-restore")) {
      lacks.add("the program iptables-restore (package iptables)");
    }
    return lacks.isEmpty() ? "" : "it needs " + String.join(", and ", lacks);
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException _) {
      return false;
    }
  }
}
