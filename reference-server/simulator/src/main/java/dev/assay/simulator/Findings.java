package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What was looked at in the world, and whether it is as it should be. */
final class Findings {
  private final List<String> seen = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final TreeMap<String, Object> figures = new TreeMap<>();

  /**
   * One look.
   *
   * @param holds whether it is as it should be
   * @param what what should be
   */
  void expect(boolean holds, String what) {
    (holds ? seen : wrong).add(what);
  }

  /** Something worth telling that proves nothing. */
  void mention(String what) {
    seen.add(what);
  }

  void figure(String name, long value) {
    figures.put(name, value);
  }

  /** Proven when something was looked at, and all of it is as it should be. */
  Evidence evidence() {
    if (!wrong.isEmpty()) {
      return new Evidence(false, "not so: " + String.join(", ", wrong), figures);
    }
    String proof = seen.isEmpty() ? "there was nothing to look at" : String.join(", ", seen);
    return new Evidence(!seen.isEmpty(), proof, figures);
  }
}
