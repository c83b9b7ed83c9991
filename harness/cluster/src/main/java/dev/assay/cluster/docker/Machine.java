package dev.assay.cluster.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What this machine allows to be done to containers. */
public final class Machine {
  private static final Set<String> ALWAYS = Set.of("kill", "pause");
  private static final Set<String> NETWORK = Set.of("cut", "reset");

  private Machine() {}

  /** The kinds of action that work here. */
  public static Set<String> actions() {
    Set<String> actions = new TreeSet<>(ALWAYS);
    if (networkLacks().isEmpty()) {
      actions.addAll(NETWORK);
    }
    return actions;
  }

  /** For each kind of action that does not work here what is missing. */
  public static Map<String, String> lacking() {
    Map<String, String> lacking = new TreeMap<>();
    String network = networkLacks();
    if (!network.isEmpty()) {
      NETWORK.forEach(kind -> lacking.put(kind, network));
    }
    return lacking;
  }

  private static String networkLacks() {
    List<String> lacks = new ArrayList<>();
    if (!isRoot()) {
      lacks.add("root, to enter the network namespaces of nodes");
    }
    if (!Program.isThere("nsenter")) {
      lacks.add("the program nsenter (package util-linux)");
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
