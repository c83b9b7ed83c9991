package dev.assay.checker.config;

import dev.assay.checker.config.Configured.Sight;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Numbered;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what the operations on one key say. */
record ConfigAudit(Configured key, Findings findings) {
  void audit() {
    Map<Long, Sight> values = new HashMap<>();
    Map<Object, Sight> versions = new HashMap<>();
    Map<String, Sight> sessions = new HashMap<>();
    for (Sight sight : key.sights()) {
      if (sight.isLook() && sight.version() >= 0) {
        lookForPhantom(sight);
      }
      if (sight.version() >= 0) {
        Sight sameVersion = values.putIfAbsent(sight.version(), sight);
        Sight sameValue = versions.putIfAbsent(sight.value(), sight);
        lookForFork(sameVersion, sight);
        lookForFork(sameValue, sight);
      }
      lookBack(sessions, sight);
    }
    compareInRealTime();
  }

  private void lookForPhantom(Sight look) {
    OperationRecord write = key.writes().get(look.value());
    if (write == null
        || write.outcome() == EntryType.FAIL
        || write.invoke().index() > look.operation().returnIndex()) {
      findings.note(ConfigChecker.PHANTOM, () -> phantom(write, look));
    }
  }

  private void lookForFork(@Nullable Sight before, Sight sight) {
    if (before != null
        && (before.version() != sight.version() || !before.value().equals(sight.value()))) {
      findings.note(
          ConfigChecker.FORKED,
          () ->
              told(
                  before,
                  sight,
                  "to all the same version has the same value, and a value is written once"));
    }
  }

  private void lookBack(Map<String, Sight> sessions, Sight sight) {
    String session = sight.operation().session();
    if (session == null || session.isEmpty()) {
      return;
    }
    Sight before = sessions.get(session);
    if (before == null || before.version() <= sight.version()) {
      sessions.put(session, sight);
    } else if (sight.isLook()
        && before.operation().returnIndex() < sight.operation().invoke().index()) {
      findings.note(
          ConfigChecker.WENT_BACK,
          () -> told(before, sight, "in session %s time does not go back".formatted(session)));
    }
  }

  private void compareInRealTime() {
    Map<OperationRecord, Sight> sights = new HashMap<>();
    key.sights().forEach(sight -> sights.put(sight.operation(), sight));
    List<Numbered> all =
        key.sights().stream()
            .map(sight -> new Numbered(sight.operation(), sight.version()))
            .toList();
    Numbered.inRealTime(
        all,
        (earlier, later) -> {
          Sight before = sights.get(earlier.operation());
          Sight sight = sights.get(later.operation());
          if (before == null || sight == null) {
            return;
          }
          if (!sight.isLook() && sight.version() <= before.version()) {
            findings.note(
                ConfigChecker.OUT_OF_ORDER,
                () -> told(before, sight, "a change has a version above all before it"));
          } else if (sight.synced() && sight.version() < before.version()) {
            findings.note(
                ConfigChecker.STALE,
                () -> told(before, sight, "it began after that, and was brought up to date"));
          }
        });
  }

  private Finding phantom(@Nullable OperationRecord write, Sight look) {
    String value = EntryJson.valueText(look.value());
    String what;
    if (write == null) {
      what = "nobody write %s".formatted(value);
    } else if (write.outcome() == EntryType.FAIL) {
      what = "the write of %s fail, %s".formatted(value, Words.when(write));
    } else {
      what = "the write of %s begin at %s".formatted(value, Words.begin(write));
    }
    return new Finding(
            "value %s%s is shown by %s, and nobody can have written it"
                .formatted(value, Words.of(key.key()), Words.operation(look.operation())),
            List.of(
                "Let %s.".formatted(what),
                "However, %s shows it.".formatted(Words.operation(look.operation()))),
            Finding.lines(write, look.operation()))
        .knowing(
            KnownThen.breaks(
                look.operation(), "it shows %s, which cannot be there".formatted(value)));
  }

  private Finding told(Sight before, Sight sight, String why) {
    return new Finding(
            "%s has %s%s, after %s had %s"
                .formatted(
                    Words.operation(sight.operation()),
                    state(sight),
                    Words.of(key.key()),
                    Words.operation(before.operation()),
                    state(before)),
            List.of(
                "Let %s have %s.".formatted(Words.operation(before.operation()), state(before)),
                "However, %s has %s: %s."
                    .formatted(Words.operation(sight.operation()), state(sight), why)),
            Finding.lines(before.operation(), sight.operation()))
        .knowing(
            KnownThen.after(before.operation(), state(before)),
            KnownThen.breaks(sight.operation(), "%s, after that".formatted(state(sight))));
  }

  private static String state(Sight sight) {
    return sight.version() < 0
        ? "nothing"
        : "value %s as version %d".formatted(EntryJson.valueText(sight.value()), sight.version());
  }
}
