package dev.assay.checker.session;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.session.SessionTrack.Known;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what was found about sessions. */
final class SessionFindings {
  private final Findings findings =
      new Findings(
          SessionOrderChecker.NAME,
          List.of("diverged", "repeated", "reordered", "went-back", "lost-own-write", "phantom"));

  boolean none() {
    return findings.none();
  }

  Guarantee invalid(Map<String, Object> details) {
    return findings.invalid(details);
  }

  void diverged(Step one, Step other) {
    findings.note(
        "diverged",
        () ->
            finding(
                    "version %d of key %s is %s for one and %s for another"
                        .formatted(one.version(), one.key(), text(one), text(other)),
                    List.of(
                        "Let %s.".formatted(did(one)),
                        "Then let %s.".formatted(did(other)),
                        "However, a version of a key has one value: there are two truths."),
                    one,
                    other)
                .knowing(
                    after(one, "version %d is %s".formatted(one.version(), text(one))),
                    breaks(other, "version %d is %s".formatted(other.version(), text(other)))));
  }

  void repeated(Step one, Step other, @Nullable Step write) {
    findings.note(
        "repeated",
        () ->
            finding(
                    "%s was written to key %s once, and is there as version %d and as version %d"
                        .formatted(text(one), one.key(), one.version(), other.version()),
                    List.of(
                        "Let %s.".formatted(did(one)),
                        "Then let %s.".formatted(did(other)),
                        "However, the value was written once: the write took effect twice."),
                    one,
                    other,
                    write)
                .knowing(
                    after(one, "%s is there as version %d".formatted(text(one), one.version())),
                    breaks(
                        other, "%s again, as version %d".formatted(text(other), other.version()))));
  }

  void reordered(Known earlier, Known later) {
    findings.note(
        "reordered",
        () ->
            finding(
                    "the write of %s to key %s took effect as version %d, before the write of %s as"
                            .formatted(
                                text(later.write()),
                                later.write().key(),
                                later.version(),
                                text(earlier.write()))
                        + " version %d, which its session had submitted first"
                            .formatted(earlier.version()),
                    sentences(
                        let(earlier.write()),
                        seen(earlier),
                        "Then let %s.".formatted(did(later.write())),
                        seen(later),
                        "However, the first has the higher version: they took effect in the other"
                            + " order."),
                    earlier.write(),
                    earlier.sighting(),
                    later.write(),
                    later.sighting())
                .knowing(
                    after(earlier.write(), "is version %d".formatted(earlier.version())),
                    breaks(
                        later.write(),
                        "is version %d, not above %d"
                            .formatted(later.version(), earlier.version()))));
  }

  void readAhead(Step read, Step write) {
    findings.note(
        "reordered",
        () ->
            finding(
                    "a read of key %s shows %s, which its session submitted only later"
                        .formatted(read.key(), text(read)),
                    List.of(
                        let(read),
                        "Then let %s.".formatted(did(write)),
                        "However, the read already shows what was written behind it."),
                    read,
                    write)
                .knowing(
                    breaks(read, "%s is not yet written".formatted(text(read))),
                    after(write, "%s is written".formatted(text(write)))));
  }

  void wentBack(Step newer, Step older) {
    findings.note(
        "went-back",
        () ->
            finding(
                    "session %s saw version %d of key %s, and then %s"
                        .formatted(session(older), newer.version(), newer.key(), state(older)),
                    List.of(
                        let(newer),
                        "Then let %s.".formatted(did(older)),
                        "However, that is older than what the session had seen: it went back in"
                            + " time."),
                    newer,
                    older)
                .knowing(
                    after(newer, "from here on version %d or later".formatted(newer.version())),
                    breaks(older, "shows " + state(older))));
  }

  void tookEffectInThePast(Step read, Known write) {
    findings.note(
        "went-back",
        () ->
            finding(
                    "session %s saw version %d of key %s, and what it wrote then became version %d"
                        .formatted(
                            session(write.write()), read.version(), read.key(), write.version()),
                    sentences(
                        let(read),
                        "Then let %s.".formatted(did(write.write())),
                        seen(write),
                        "However, the write became older than what the session had seen before"
                            + " it."),
                    read,
                    write.write(),
                    write.sighting())
                .knowing(
                    after(read, "writes get a version above %d".formatted(read.version())),
                    breaks(write.write(), "is version %d".formatted(write.version()))));
  }

  void lostOwnWrite(Known write, Step read) {
    findings.note(
        "lost-own-write",
        () ->
            finding(
                    "session %s wrote %s to key %s, acknowledged as version %d, and then read %s"
                        .formatted(
                            session(read),
                            text(write.write()),
                            read.key(),
                            write.version(),
                            state(read)),
                    List.of(
                        let(write.write()),
                        "Then let %s.".formatted(did(read)),
                        "However, that is older than the session's own write: the read missed it."),
                    write.write(),
                    read)
                .knowing(
                    after(
                        write.write(),
                        "from here on version %d or later".formatted(write.version())),
                    breaks(read, "shows " + state(read))));
  }

  void phantom(Step read, @Nullable Step write) {
    String why =
        write == null
            ? "nobody wrote it"
            : write.outcome() == EntryType.FAIL
                ? "its write had failed"
                : "nobody had begun to write it";
    findings.note(
        "phantom",
        () ->
            finding(
                    "a read of key %s shows %s, and %s".formatted(read.key(), text(read), why),
                    sentences(
                        let(read),
                        write == null ? "" : "Then let %s.".formatted(did(write)),
                        "However, the value cannot be there: %s.".formatted(why)),
                    read,
                    write)
                .knowing(breaks(read, "%s cannot be there".formatted(text(read)))));
  }

  private static List<String> sentences(String... sentences) {
    List<String> story = new ArrayList<>();
    for (String sentence : sentences) {
      if (!sentence.isEmpty()) {
        story.add(sentence);
      }
    }
    return story;
  }

  private static Finding finding(String sentence, List<String> story, @Nullable Step... steps) {
    List<Entry> evidence = new ArrayList<>();
    for (Step step : steps) {
      if (step != null) {
        evidence.addAll(Finding.lines(step.operation()));
      }
    }
    return new Finding(sentence, story, evidence);
  }

  private static @Nullable KnownThen after(Step step, String text) {
    return KnownThen.after(step.operation(), which(step) + text);
  }

  private static @Nullable KnownThen breaks(Step step, String text) {
    return KnownThen.breaks(step.operation(), which(step) + text);
  }

  /** Which of the requests of its operation it is. */
  private static String which(Step step) {
    return "request %d (%s %s): "
        .formatted(step.position() + 1, step.write() ? "write" : "read", step.key());
  }

  private static String let(Step step) {
    return "Let %s.".formatted(did(step));
  }

  /** Where the version of a write of unknown outcome is known from. */
  private static String seen(Known known) {
    return known.write().sighting()
        ? ""
        : "It took effect, for %s.".formatted(did(known.sighting()));
  }

  /** "session 0x1 write 5 to key x (request 2 of the burst by process 3 on n1, 1.0 to 2.0 ms)". */
  private static String did(Step step) {
    String what =
        step.write()
            ? "write %s to key %s".formatted(text(step), step.key())
            : "read key %s".formatted(step.key());
    return "session %s %s %s, %s".formatted(session(step), what, place(step), answer(step));
  }

  private static String place(Step step) {
    OperationRecord operation = step.operation();
    return "(request %d of the %s by %s, %s)"
        .formatted(
            step.position() + 1,
            operation.invoke().f(),
            Words.who(operation),
            Words.when(operation));
  }

  private static String answer(Step step) {
    if (!step.write()) {
      return "which shows " + state(step);
    }
    return switch (step.outcome()) {
      case OK -> step.version() >= 0 ? "acknowledged as version " + step.version() : "acknowledged";
      case FAIL -> "which failed";
      case INFO, INVOKE, EVENT -> "with unknown outcome";
    };
  }

  private static String state(Step read) {
    return read.version() < 0
        ? "nothing"
        : "%s as version %d".formatted(text(read), read.version());
  }

  private static String text(Step step) {
    return EntryJson.valueText(step.value());
  }

  private static String session(Step step) {
    String session = step.operation().session();
    return session == null ? "of process " + step.operation().invoke().actor() : session;
  }
}
