package dev.assay.cli;

import dev.assay.cluster.docker.Machine;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What can be done to nodes that really run. */
final class RealFaultKinds {
  /** To local processes, without root. */
  static final Set<String> PROCESS = Set.of("cut", "delay", "reset", "kill", "pause");

  private RealFaultKinds() {}

  /** To containers, on this machine. */
  static Set<String> docker() {
    return Machine.actions();
  }

  /** For each kind of action that cannot be done to containers here the reason. */
  static Map<String, String> dockerLacks() {
    Map<String, String> lacks = new TreeMap<>(Machine.lacking());
    lacks.put("delay", "it needs netem in the kernel and its use here, which is not built yet");
    return lacks;
  }

  /** The same reason for all of them. */
  static Map<String, String> dockerLacks(String reason) {
    Map<String, String> lacks = new TreeMap<>();
    PROCESS.forEach(action -> lacks.put(action, reason));
    return lacks;
  }
}
