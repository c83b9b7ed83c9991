package dev.assay.checker.exercise;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Events;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Guarantee {@code recovers}: after everything was healed the system served again, within the time
 * that was declared for it.
 */
public final class RecoveryChecker implements Checker {
  private static final String NAME = "recovers";
  private static final String ANOMALY = "no-recovery";

  /** They are over when a node answers again: that they are not is what is looked for. */
  private static final Set<String> OVER_BY_ANSWER =
      Set.of(
          "kill",
          "kill-all",
          "kill-leader",
          "restart",
          "stop",
          "rolling-restart",
          "power-loss",
          "upgrade",
          "bit-flip",
          "truncate");

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    List<Entry> healings = Events.of(history, Events.HEALED).toList();
    List<Entry> servings = Events.of(history, Events.SERVING).toList();
    boolean complete = Events.of(history, Events.END).findAny().isPresent();
    for (Entry healed : healings) {
      Entry serving =
          servings.stream().filter(each -> each.index() > healed.index()).findFirst().orElse(null);
      if (serving == null) {
        return List.of(complete ? blamed(history, neverServed(history, healed)) : cutOff());
      }
      if (millis(serving) > deadlineMillis(healed)) {
        return List.of(blamed(history, late(healed, serving)));
      }
    }
    if (!complete) {
      return List.of(cutOff());
    }
    if (healings.isEmpty()) {
      return List.of(neverHealed(history));
    }
    long slowest = servings.stream().mapToLong(RecoveryChecker::millis).max().orElse(0);
    return List.of(
        Guarantee.valid(
            NAME,
            "The system served again %d ms after everything was healed%s."
                .formatted(slowest, Events.ours(history) ? "" : ", as its clients alone say"),
            Map.of("millis", slowest)));
  }

  private static Guarantee neverHealed(List<Entry> history) {
    boolean faultless =
        Events.of(history, Events.RUN).findAny().isPresent()
            && FaultTally.of(history).stream().allMatch(fault -> fault.asked() == 0);
    return faultless
        ? Guarantee.valid(
            NAME, "No fault was injected, so there was nothing to recover from.", Map.of())
        : Guarantee.unknown(NAME, "The history does not say when everything was healed.");
  }

  private static Guarantee cutOff() {
    return Guarantee.unknown(
        NAME, "The history ends early (the harness was killed or interrupted).");
  }

  /** Nobody knows why a system does not serve while a fault may still be in effect. */
  private static Guarantee blamed(List<Entry> history, Guarantee invalid) {
    Set<String> left = FaultTally.notOver(history);
    left.removeAll(OVER_BY_ANSWER);
    List<Entry> failed = harnessFailed(history);
    if (!failed.isEmpty()) {
      Entry last = failed.getLast();
      return Guarantee.unknown(
          NAME,
          "%s But the harness itself failed to do what the fault %s needed: %s."
              .formatted(invalid.reason(), last.f(), Events.fields(last).get("proof")));
    }
    return left.isEmpty()
        ? invalid
        : Guarantee.unknown(
            NAME,
            "%s But the fault %s was not seen to be over."
                .formatted(invalid.reason(), String.join(", ", left)));
  }

  private static List<Entry> harnessFailed(List<Entry> history) {
    return history.stream()
        .filter(entry -> entry.actor() instanceof Actor.Nemesis)
        .filter(entry -> Boolean.TRUE.equals(Events.fields(entry).get(Events.HARNESS_FAILED)))
        .toList();
  }

  private static Guarantee neverServed(List<Entry> history, Entry healed) {
    Map<Actor, Entry> down = down(history);
    String within =
        deadlineMillis(healed) == Long.MAX_VALUE
            ? ""
            : " within %d ms".formatted(deadlineMillis(healed));
    String without =
        down.isEmpty()
            ? ""
            : " Without a process: %s."
                .formatted(
                    down.keySet().stream().map(Actor::toString).collect(Collectors.joining(", ")));
    List<String> story = new ArrayList<>();
    List<Entry> evidence = new ArrayList<>(down.values());
    down.forEach((node, death) ->
        story.add(
            "The process of %s ended at %d ms (%s), and none came after it."
                .formatted(node, atMillis(death), Events.fields(death).get("detail"))));
    evidence.add(healed);
    story.add("Everything was healed at %d ms.".formatted(atMillis(healed)));
    story.add(
        "However, never after that did all nodes serve together and answer an operation each.");
    return Guarantee.invalid(
            NAME,
            ANOMALY,
            "The system did not serve again%s after everything was healed.%s"
                .formatted(within, without),
            story,
            evidence)
        .knowing(
            List.of(KnownThen.breaks(healed, "it must serve%s, and never did".formatted(within))));
  }

  /** The nodes whose process ended, and was not started again, each with its end. */
  private static Map<Actor, Entry> down(List<Entry> history) {
    Map<Actor, Entry> down = new LinkedHashMap<>();
    Events.of(history, Events.DIED).forEach(death -> down.put(death.actor(), death));
    Events.of(history, Events.STARTED)
        .forEach(start ->
            down.computeIfPresent(
                start.actor(), (_, death) -> death.index() < start.index() ? null : death));
    return down;
  }

  private static Guarantee late(Entry healed, Entry serving) {
    return Guarantee.invalid(
            NAME,
            ANOMALY,
            "The system served again only %d ms after everything was healed; %d ms were declared."
                .formatted(millis(serving), deadlineMillis(healed)),
            List.of(
                "Everything was healed at %d ms.".formatted(atMillis(healed)),
                "Then the system had %d ms to serve again.".formatted(deadlineMillis(healed)),
                "However, it served again only after %d ms.".formatted(millis(serving))),
            List.of(healed, serving))
        .knowing(
            List.of(
                KnownThen.after(
                    healed, "it must serve within %d ms".formatted(deadlineMillis(healed))),
                KnownThen.breaks(serving, "it serves after %d ms".formatted(millis(serving)))));
  }

  private static long atMillis(Entry entry) {
    return entry.time() / 1_000_000;
  }

  private static long deadlineMillis(Entry healed) {
    return Events.fields(healed).get("deadlineMillis") instanceof Long millis
        ? millis
        : Long.MAX_VALUE;
  }

  private static long millis(Entry serving) {
    return Events.fields(serving).get("millis") instanceof Long millis ? millis : 0;
  }
}
