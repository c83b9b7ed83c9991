package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.List;
import java.util.function.Consumer;

/**
 * One family of faults in the world. Each looks at the world itself, a moment later, for the
 * evidence that a fault is in effect, or over.
 */
interface WorldFaults {
  /** How much later. */
  long MOMENT = 1_000_000;

  /** The kinds of action of this family. */
  List<String> kinds();

  /** Puts a fault into effect. Answers once, never before it returns. */
  void inject(FaultAction action, Consumer<Evidence> done);

  /** Takes a fault away again. Answers once, never before it returns. */
  void heal(FaultAction action, Consumer<Evidence> done);

  /** A figure of an action; throws {@link IllegalArgumentException} when it is missing. */
  static long figure(FaultAction action, String name) {
    if (action.parameters().get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("%s without %s: %s".formatted(action.kind(), name, action));
  }
}
