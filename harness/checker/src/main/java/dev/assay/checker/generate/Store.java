package dev.assay.checker.generate;

import dev.assay.checker.history.Hint;
import java.util.List;

/**
 * One object of a model, as a client alone would find it, and the violations that can be shown on
 * it. Random choices come from the source that it was made with. Used by one thread; the schedule
 * asks for an operation, and later, while it is open, has it performed once, or never.
 */
interface Store {
  /** What a process that has nothing open asks for next. Changes nothing that others see. */
  Request draw(int process);

  /** Does it, now. */
  Answer perform(int process, Request request);

  /** Whether its outcome may be unknown if it takes effect now. */
  default boolean losable(int process, Request request) {
    return request.changes();
  }

  /** About which part of what is asked for may be of unknown outcome. */
  default double losableShare() {
    return 0.5;
  }

  /** Whether one of unknown outcome, which is losable, takes effect now; half of them do. */
  boolean lands(Request request);

  /** Whether the process may not vanish, for it alone can give something back. */
  default boolean needs(int process) {
    return false;
  }

  /** What a server says of an operation that took effect as the n-th of this object. */
  default Hint hint(long effects) {
    return new Hint("revision", "object", Long.toString(effects));
  }

  /** The violations that it can show, in the order in which they are listed. */
  List<Plant> plants();
}
