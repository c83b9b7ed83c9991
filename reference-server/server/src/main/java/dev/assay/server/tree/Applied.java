package dev.assay.server.tree;

import java.util.List;

/**
 * What came of an envelope.
 *
 * @param changes in the order in which watches fire; empty when the request failed
 */
public record Applied(Result result, List<Change> changes) {
  public Applied {
    changes = List.copyOf(changes);
  }
}
