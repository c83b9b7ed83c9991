package dev.assay.checker.ephemeral;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
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

/** Tells what was found about ephemeral nodes. */
final class EphemeralFindings {
  private final Terms terms;
  private final Findings findings;

  EphemeralFindings(Terms terms) {
    this.terms = terms;
    this.findings =
        new Findings(terms.guarantee(), List.of("vanished", "survives", "expired-early"));
  }

  boolean none() {
    return findings.none();
  }

  Guarantee invalid(Map<String, Object> details) {
    return findings.invalid(details);
  }

  void vanished(Node node, OperationRecord list, OperationRecord sign) {
    findings.note(
        "vanished",
        () ->
            new Finding(
                    "%s %s is missing from %s, though its session %s was alive after that"
                        .formatted(terms.noun(), node.id(), name(list), sign.session()),
                    List.of(
                        let(node),
                        "Then let %s begin.".formatted(name(list)),
                        "Then let the same session %s %s, from %s to %s, acknowledged: it lived."
                            .formatted(
                                sign.session(),
                                does(sign),
                                sign.invoke().moment(),
                                Words.end(sign)),
                        "However, the list does not show it, which had to be there."),
                    Finding.lines(node.own(), list, sign))
                .knowing(
                    there(node),
                    KnownThen.after(sign, "the session %s is alive".formatted(sign.session())),
                    KnownThen.breaks(list, "%s must be in it, and is not".formatted(node.id()))));
  }

  private String does(OperationRecord sign) {
    if (sign.invoke().f().equals(terms.own())) {
      return terms.doesOwn() + " " + sign.invoke().value();
    }
    return sign.invoke().f().equals(terms.list())
        ? "list the %ss".formatted(terms.noun())
        : "take a %s away".formatted(terms.noun());
  }

  void survivesDropping(Node node, OperationRecord drop, OperationRecord list) {
    findings.note(
        "survives",
        () ->
            new Finding(
                    "%s %s is in %s, though it had been taken away before"
                        .formatted(terms.noun(), node.id(), name(list)),
                    List.of(
                        let(node),
                        "Then let it be taken away, confirmed at %s.".formatted(Words.end(drop)),
                        "However, %s, which began after that, still shows it."
                            .formatted(name(list))),
                    Finding.lines(node.own(), drop, list))
                .knowing(
                    there(node),
                    KnownThen.after(drop, "taken away: %s is gone".formatted(node.id())),
                    stillThere(node, list)));
  }

  void survivesLeaving(Node node, OperationRecord leave, OperationRecord list) {
    findings.note(
        "survives",
        () ->
            new Finding(
                    "%s %s is in %s, though its session had been ended before"
                        .formatted(terms.noun(), node.id(), name(list)),
                    List.of(
                        let(node),
                        "Then let the session leave, confirmed at %s.".formatted(Words.end(leave)),
                        "However, %s, which began after that, still shows it."
                            .formatted(name(list))),
                    Finding.lines(node.own(), leave, list))
                .knowing(
                    there(node),
                    KnownThen.after(leave, "the session is over: %s is gone".formatted(node.id())),
                    stillThere(node, list)));
  }

  void survivesExpiry(Node node, Entry expired, OperationRecord list) {
    findings.note(
        "survives",
        () -> {
          List<Entry> evidence = new ArrayList<>(Finding.lines(node.own(), list));
          evidence.add(expired);
          return new Finding(
                  "%s %s is in %s, though a server had said that its session had expired"
                      .formatted(terms.noun(), node.id(), name(list)),
                  List.of(
                      let(node),
                      "Then let a server tell the client, at %s, that the session has expired."
                          .formatted(expired.moment()),
                      "However, %s, which began after that, still shows it.".formatted(name(list))),
                  evidence)
              .knowing(
                  there(node),
                  KnownThen.after(expired, "the session is over: %s is gone".formatted(node.id())),
                  stillThere(node, list));
        });
  }

  /**
   * A node of a client that has gone.
   *
   * @param gone the line that says so
   * @param serving when the system served again
   */
  void survivesTheEnd(
      Node node, Entry gone, Entry serving, long allowedMillis, OperationRecord list) {
    findings.note(
        "survives",
        () -> {
          List<Entry> evidence = new ArrayList<>(Finding.lines(node.own(), list));
          evidence.add(gone);
          evidence.add(serving);
          return new Finding(
                  "%s %s is in %s, long after its client had gone"
                      .formatted(terms.noun(), node.id(), name(list)),
                  List.of(
                      let(node),
                      "Then let its client be gone at %s, and the system serve from %s on."
                          .formatted(gone.moment(), serving.moment()),
                      "Then the session had %d ms to end (twice its timeout, and 3 s)."
                          .formatted(allowedMillis),
                      "However, %s still shows it.".formatted(name(list))),
                  evidence)
              .knowing(
                  there(node),
                  KnownThen.after(gone, "its client is gone"),
                  KnownThen.after(
                      serving, "%s is gone within %d ms".formatted(node.id(), allowedMillis)),
                  stillThere(node, list));
        });
  }

  void expiredEarly(SessionLife life, OperationRecord own, Entry expired) {
    findings.note(
        "expired-early",
        () -> {
          List<Entry> evidence = new ArrayList<>(Finding.lines(own));
          evidence.add(expired);
          long millis = (expired.time() - own.invoke().time()) / 1_000_000;
          return new Finding(
                  "session %s expired %d ms after it had shown a sign of life; its timeout is %d ms"
                      .formatted(life.name(), millis, life.timeoutMillis()),
                  List.of(
                      "Let session %s, whose timeout is %d ms, ask at %s to %s %s, acknowledged."
                          .formatted(
                              life.name(),
                              life.timeoutMillis(),
                              own.invoke().moment(),
                              terms.doesOwn(),
                              own.invoke().value()),
                      "However, it was told at %s, %d ms later, that it had expired."
                          .formatted(expired.moment(), millis)),
                  evidence)
              .knowing(
                  KnownThen.after(
                      own, "the session lives for %d ms".formatted(life.timeoutMillis())),
                  KnownThen.breaks(expired, "over after %d ms".formatted(millis)));
        });
  }

  private @Nullable KnownThen there(Node node) {
    boolean sure = node.own().outcome() == EntryType.OK;
    return KnownThen.after(
        node.own(),
        "%s %s there while its session lives".formatted(node.id(), sure ? "is" : "may be"));
  }

  private static @Nullable KnownThen stillThere(Node node, OperationRecord list) {
    return KnownThen.breaks(list, "%s must be gone, and is in it".formatted(node.id()));
  }

  private String let(Node node) {
    OperationRecord own = node.own();
    String session = node.session();
    return "Let session %s %s %s (process %s), %s."
        .formatted(
            session == null ? "of process " + own.invoke().actor() : session,
            terms.doesOwn(),
            node.id(),
            own.invoke().actor(),
            switch (own.outcome()) {
              case OK -> "acknowledged at " + Words.end(own);
              case FAIL -> "begun at %s, which failed".formatted(own.invoke().moment());
              case INFO, INVOKE, EVENT ->
                  "begun at %s, with unknown outcome".formatted(own.invoke().moment());
            });
  }

  private static String name(OperationRecord list) {
    return "the list by %s %s".formatted(Words.who(list), Words.when(list));
  }
}
