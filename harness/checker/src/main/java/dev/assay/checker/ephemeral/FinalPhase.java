package dev.assay.checker.ephemeral;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.OperationRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run, when all clients of the main phase have gone and the system serves: then their
 * sessions must end, each within a time of its own.
 */
final class FinalPhase {
  private static final long ROOM_MILLIS = 3_000;
  private static final int TIMEOUTS = 2;

  private final Lives lives;
  private final @Nullable Entry healed;
  private final @Nullable Entry serving;
  private final long begin;

  private FinalPhase(Lives lives, @Nullable Entry healed, @Nullable Entry serving, long begin) {
    this.lives = lives;
    this.healed = healed;
    this.serving = serving;
    this.begin = begin;
  }

  static FinalPhase of(List<Entry> history, Lives lives) {
    return new FinalPhase(
        lives,
        Events.of(history, Events.HEALED).findFirst().orElse(null),
        Events.of(history, Events.SERVING).reduce((first, last) -> last).orElse(null),
        Events.finalPhase(history));
  }

  /** Notes a node that is still shown by a list when its session must have ended. */
  void judge(Node node, OperationRecord list, EphemeralFindings findings) {
    Entry gone = gone(node);
    Entry since = serving;
    if (gone != null && since != null && reached(node, list)) {
      findings.survivesTheEnd(node, gone, since, allowedMillis(node), list);
    }
  }

  /** Whether the session of a node must have ended when a list began. */
  boolean reached(Node node, OperationRecord list) {
    Entry gone = gone(node);
    Entry since = serving;
    Entry look = list.invoke();
    if (gone == null || since == null || look.index() < begin || look.time() < 0) {
      return false;
    }
    long from = Math.max(gone.time(), since.time());
    return lives.timeoutMillis(node.session()) >= 0
        && look.index() > since.index()
        && (look.time() - from) / 1e6 > allowedMillis(node);
  }

  private long allowedMillis(Node node) {
    return TIMEOUTS * lives.timeoutMillis(node.session()) + ROOM_MILLIS;
  }

  /** The line by which the client of a node had gone for good; null if it had not. */
  private @Nullable Entry gone(Node node) {
    String session = node.session();
    OperationRecord ended = session == null ? null : lives.of(session).ended();
    if (ended != null) {
      Entry completion = ended.completion();
      return completion == null ? ended.invoke() : completion;
    }
    Entry end = healed;
    return end != null
            && node.own().invoke().index() < end.index()
            && lives.silentAfter(end.index(), node)
        ? end
        : null;
  }
}
