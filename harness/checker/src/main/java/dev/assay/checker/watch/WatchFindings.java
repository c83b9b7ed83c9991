package dev.assay.checker.watch;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what was found about watches. */
final class WatchFindings {
  private final Findings findings =
      new Findings(WatchChecker.NAME, List.of("before-data", "missed", "ordered", "twice"));

  boolean none() {
    return findings.none();
  }

  Guarantee invalid(Map<String, Object> details) {
    return findings.invalid(details);
  }

  void beforeData(Watcher.Told told, Registration next) {
    findings.note(
        "before-data",
        () -> {
          List<Entry> evidence = Finding.lines(told.registration().operation(), next.operation());
          evidence.add(told.event());
          return new Finding(
                  "session %s was told at %s that %s, and then still saw %s"
                      .formatted(
                          session(next), told.event().moment(), change(told.event()), state(next)),
                  List.of(
                      "Let %s.".formatted(did(told.registration())),
                      "Then let an event tell it at %s that %s."
                          .formatted(told.event().moment(), change(told.event())),
                      "Then let %s.".formatted(did(next)),
                      "However, that is no newer than what it had seen before the event."),
                  evidence)
              .knowing(
                  waits(told.registration()),
                  KnownThen.after(told.event(), "reads show it from here on"),
                  KnownThen.breaks(next.operation(), "it still shows " + state(next)));
        });
  }

  void missed(Registration earlier, Registration later) {
    findings.note(
        "missed",
        () ->
            new Finding(
                    "session %s saw %s of %s change from %s to %s, and no event told it"
                        .formatted(
                            session(later),
                            later.kind() == Kind.DATA ? "the data" : "the children",
                            later.key(),
                            state(earlier),
                            state(later)),
                    List.of(
                        "Let %s.".formatted(did(earlier)),
                        "Then let %s.".formatted(did(later)),
                        "However, no event came in between: the watch missed the change."),
                    Finding.lines(earlier.operation(), later.operation()))
                .knowing(
                    waits(earlier),
                    KnownThen.breaks(
                        later.operation(), "%s, and no event came".formatted(state(later)))));
  }

  /**
   * The session saw a later change.
   *
   * @param shown the later change
   */
  void missed(SessionView.Due missing, OperationRecord answered, OperationRecord shown) {
    Registration earlier = missing.registration();
    findings.note(
        "missed",
        () ->
            new Finding(
                    "session %s was not told that %s, though it saw what came later in %s"
                        .formatted(session(earlier), change(earlier), Words.operation(answered)),
                    List.of(
                        "Let %s.".formatted(did(earlier)),
                        "Then let %s be changed by %s."
                            .formatted(earlier.key(), Words.operation(missing.change())),
                        "Then let session %s see, in %s, that %s."
                            .formatted(
                                session(earlier),
                                Words.operation(answered),
                                shown.equals(answered)
                                    ? "it was done"
                                    : Words.operation(shown) + ", was done"),
                        "However, that began when the change of %s was over,"
                                .formatted(earlier.key())
                            + " and no event had told of it: the watch missed the change."),
                    Finding.lines(earlier.operation(), missing.change(), answered, shown))
                .knowing(
                    waits(earlier),
                    KnownThen.after(missing.change(), "the event is due"),
                    KnownThen.breaks(answered, "it sees what came later, and no event came")));
  }

  /**
   * The session was told of a later change.
   *
   * @param registration what the event used up
   * @param next the change that the event told of, or one that began before that
   */
  void ordered(
      SessionView.Due missing, Entry event, Registration registration, OperationRecord next) {
    Registration earlier = missing.registration();
    findings.note(
        "ordered",
        () -> {
          List<Entry> evidence =
              Finding.lines(earlier.operation(), registration.operation(), missing.change(), next);
          evidence.add(event);
          return new Finding(
                  "session %s was told at %s that %s, and not before that %s, which came first"
                      .formatted(session(earlier), event.moment(), change(event), change(earlier)),
                  List.of(
                      "Let %s.".formatted(did(earlier)),
                      "Let %s.".formatted(did(registration)),
                      "Then let %s be changed by %s."
                          .formatted(earlier.key(), Words.operation(missing.change())),
                      "Then let the next change of %s begin, at the earliest with %s."
                          .formatted(registration.key(), Words.operation(next)),
                      ("However, an event tells session %s at %s that %s,"
                              + " and none had told it that %s.")
                          .formatted(
                              session(earlier), event.moment(), change(event), change(earlier))),
                  evidence)
              .knowing(
                  waits(earlier),
                  waits(registration),
                  KnownThen.after(
                      missing.change(), "the event of %s is due".formatted(earlier.key())),
                  KnownThen.breaks(
                      event, "the event of %s must come first".formatted(earlier.key())));
        });
  }

  void twice(String session, Entry event, @Nullable Entry before) {
    findings.note(
        "twice",
        () -> {
          List<String> story = new ArrayList<>();
          List<Entry> evidence = new ArrayList<>();
          if (before != null) {
            story.add(
                "Let an event tell session %s at %s that %s."
                    .formatted(session, before.moment(), change(before)));
            evidence.add(before);
          }
          story.add(
              "%s an event tell session %s at %s that %s."
                  .formatted(
                      before == null ? "Let" : "Then let", session, event.moment(), change(event)));
          story.add(
              "However, the session had not asked for that%s."
                  .formatted(before == null ? "" : " again"));
          evidence.add(event);
          return new Finding(
                  "session %s was told at %s that %s, and had not asked for that%s"
                      .formatted(
                          session, event.moment(), change(event), before == null ? "" : " again"),
                  story,
                  evidence)
              .knowing(
                  before == null ? null : KnownThen.after(before, "the watch is used up"),
                  KnownThen.breaks(event, "there is no watch that it could be for"));
        });
  }

  private static @Nullable KnownThen waits(Registration registration) {
    return KnownThen.after(
        registration.operation(), "sees %s, waits for a change".formatted(state(registration)));
  }

  private static String did(Registration registration) {
    OperationRecord operation = registration.operation();
    return "session %s %s %s and set a watch (%s, %s), which shows %s"
        .formatted(
            session(registration),
            registration.kind().registration(),
            registration.key(),
            Words.who(operation),
            Words.when(operation),
            state(registration));
  }

  private static String change(Entry event) {
    Object change = Events.fields(event).get("change");
    String key = String.valueOf(event.key());
    return switch (String.valueOf(change)) {
      case "created" -> key + " was created";
      case "deleted" -> key + " was deleted";
      case "data-changed" -> "the data of " + key + " changed";
      default -> "the children of " + key + " changed";
    };
  }

  /** What a registration waits for. */
  private static String change(Registration registration) {
    return registration.kind() == Kind.DATA
        ? registration.key() + (registration.version() < 0 ? " was created" : " was written")
        : "the children of %s changed".formatted(registration.key());
  }

  private static String state(Registration registration) {
    if (registration.version() < 0) {
      return "nothing";
    }
    return registration.kind() == Kind.DATA
        ? "%s as version %d"
            .formatted(EntryJson.valueText(registration.shown()), registration.version())
        : "version %d".formatted(registration.version());
  }

  private static String session(Registration registration) {
    return Registration.session(registration.operation());
  }
}
