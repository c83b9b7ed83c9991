package dev.assay.core.spi;

import dev.assay.core.fault.PlannedFault;
import java.util.Map;
import java.util.function.Consumer;

/** Carries out planned faults: finds the targets, asks the cluster, and reports what was proven. */
public interface Nemesis {
  /** Puts it into effect. The answer is the value of the completion in the history. */
  void begin(PlannedFault fault, Consumer<Map<String, Object>> done);

  /** Takes it away. Nothing is to be done when it never came into effect. */
  void end(PlannedFault fault, Consumer<Map<String, Object>> done);
}
