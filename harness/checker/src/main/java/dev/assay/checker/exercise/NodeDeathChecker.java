package dev.assay.checker.exercise;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Events;
import dev.assay.checker.verdict.Guarantee;
import java.util.List;
import java.util.Map;

/**
 * Guarantee {@code survives}: no node's process ended but by a fault. Of a cluster that is not the
 * harness's own nobody can say that, and nothing is said.
 */
public final class NodeDeathChecker implements Checker {
  private static final String NAME = "survives";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    if (!Events.ours(history)) {
      return List.of();
    }
    List<Entry> deaths = Events.of(history, Events.DIED).toList();
    List<Entry> unprovoked =
        deaths.stream()
            .filter(death -> !Boolean.TRUE.equals(Events.fields(death).get("provoked")))
            .toList();
    if (unprovoked.isEmpty()) {
      return List.of(
          Guarantee.valid(
              NAME, "No node died unprovoked.", Map.of("deaths", (long) deaths.size())));
    }
    List<String> story = unprovoked.stream().limit(20).map(NodeDeathChecker::sentence).toList();
    String reason =
        unprovoked.size() == 1
            ? story.getFirst()
            : "%d nodes' processes died unprovoked; the first: %s"
                .formatted(unprovoked.size(), story.getFirst());
    return List.of(Guarantee.invalid(NAME, "unprovoked-death", reason, story, unprovoked));
  }

  private static String sentence(Entry death) {
    Object detail = Events.fields(death).get("detail");
    return "Node %s died at %d ms though no fault killed it%s."
        .formatted(
            death.actor(),
            death.time() / 1_000_000,
            detail == null || detail.toString().isBlank() ? "" : " (" + detail + ")");
  }
}
