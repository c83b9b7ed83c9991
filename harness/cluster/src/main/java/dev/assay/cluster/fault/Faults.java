package dev.assay.cluster.fault;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.util.Set;

/** A family of faults. Calls block, within a bound of their own. */
public interface Faults {
  /** The kinds of action that it knows. */
  Set<String> kinds();

  Evidence inject(FaultAction action) throws IOException, InterruptedException;

  Evidence heal(FaultAction action) throws IOException, InterruptedException;
}
