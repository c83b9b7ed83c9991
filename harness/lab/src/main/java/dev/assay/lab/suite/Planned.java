package dev.assay.lab.suite;

import dev.assay.core.run.RunSpec;
import java.util.List;

/**
 * A run that the suite is to do.
 *
 * @param faultWords the words that its faults were given by
 * @param failedBefore whether it was invalid in an earlier suite
 */
public record Planned(RunSpec spec, List<String> faultWords, boolean failedBefore) {
  public Planned {
    faultWords = List.copyOf(faultWords);
  }
}
