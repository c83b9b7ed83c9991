package dev.assay.checker.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether every node was asked once more at the end, when everything was healed. */
public final class NodesAsked {
  private NodesAsked() {}

  /**
   * What is missing, as a sentence; empty when every node answered an operation of this kind in the
   * final phase. Which nodes there are says the event {@code run}, else the operations.
   */
  public static Optional<String> gap(
      List<Entry> history, List<OperationRecord> operations, String f) {
    long finalPhase = Events.finalPhase(history);
    Set<String> missing = new TreeSet<>();
    Events.of(history, Events.RUN)
        .forEach(run -> missing.addAll(Events.texts(Events.fields(run), "nodes")));
    boolean asked = false;
    for (OperationRecord operation : operations) {
      String node = operation.node();
      if (node != null) {
        missing.add(node);
      }
    }
    for (OperationRecord operation : operations) {
      boolean last = operation.invoke().index() > finalPhase && operation.invoke().f().equals(f);
      if (last && operation.outcome() == EntryType.OK) {
        asked = true;
        String node = operation.node();
        if (node != null) {
          missing.remove(node);
        }
      }
    }
    if (!asked) {
      return Optional.of("No node answered a %s in a final phase.".formatted(f));
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "In the final phase no %s was answered by %s."
                .formatted(f, String.join(", ", missing)));
  }
}
