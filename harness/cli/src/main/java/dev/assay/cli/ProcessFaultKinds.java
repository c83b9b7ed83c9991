package dev.assay.cli;

import java.util.Set;

/** What can be done to local processes without root. */
final class ProcessFaultKinds {
  static final Set<String> ACTIONS = Set.of("cut", "delay", "reset", "kill", "pause");

  private ProcessFaultKinds() {}
}
