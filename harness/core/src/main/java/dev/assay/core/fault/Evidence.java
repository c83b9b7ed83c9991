package dev.assay.core.fault;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a probe saw.
 *
 * @param proven whether it saw the fault in effect (or, after healing, gone)
 * @param proof one sentence: what was probed and what was seen
 * @param details figures, for machines
 */
public record Evidence(boolean proven, String proof, Map<String, Object> details) {
  public Evidence {
    details = new TreeMap<>(details);
  }
}
