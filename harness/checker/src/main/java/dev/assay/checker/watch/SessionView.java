package dev.assay.checker.watch;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one session waits for, against what it is told and shown of later changes. One server serves
 * it at a time, makes the changes in their order, and tells of each before it goes on.
 */
final class SessionView {
  private final Changes changes;
  private final WatchFindings findings;

  /** What is to be told, by when the change was over. */
  private final NavigableMap<Long, Due> due = new TreeMap<>();

  /** The index at which its connection was made, or lost. */
  private long since = -1;

  /**
   * A registration that is armed.
   *
   * @param change one that was acknowledged; what the registration waits for is no later
   */
  record Due(Registration registration, OperationRecord change) {}

  SessionView(Changes changes, WatchFindings findings) {
    this.changes = changes;
    this.findings = findings;
  }

  /** A connection was made or lost. */
  void connection(Entry event) {
    since = event.index();
  }

  void armed(Registration registration) {
    OperationRecord over = changes.over(registration);
    if (over != null) {
      due.put(over.returnIndex(), new Due(registration, over));
    }
  }

  /** It was used up, or another one takes its place. */
  void released(@Nullable Registration registration) {
    OperationRecord over = registration == null ? null : changes.over(registration);
    if (over != null) {
      due.remove(over.returnIndex());
    }
  }

  /**
   * An event used a registration up. What was to be told before is missing, if both watches were
   * set on this connection: on a new one events come in the order in which the server looks for
   * what has changed meanwhile.
   */
  void told(Entry event, Registration registration) {
    OperationRecord next = changes.next(registration);
    if (next != null && ofThisConnection(registration)) {
      for (Due missing : overdue(next)) {
        if (ofThisConnection(missing.registration)) {
          due.remove(missing.change.returnIndex());
          findings.ordered(missing, event, registration, next);
        }
      }
    }
  }

  /** An operation was answered. */
  void answered(OperationRecord operation, Entry completion) {
    OperationRecord shown =
        completion.type() == EntryType.OK ? changes.shown(operation, completion) : null;
    if (shown != null) {
      for (Due missing : overdue(shown)) {
        if (!missing.registration.late()) {
          due.remove(missing.change.returnIndex());
          findings.missed(missing, operation, shown);
        }
      }
    }
  }

  private boolean ofThisConnection(Registration registration) {
    return registration.operation().returnIndex() > since;
  }

  /** What was to be told before a change that began so late. */
  private Collection<Due> overdue(OperationRecord change) {
    return List.copyOf(due.headMap(change.invoke().index()).values());
  }
}
