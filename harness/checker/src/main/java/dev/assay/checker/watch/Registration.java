package dev.assay.checker.watch;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registration that succeeded.
 *
 * @param version what it showed; -1 for an object that does not exist
 * @param shown the value, or the names of the children
 * @param late whether its event may come after the change, and later ones, were seen
 */
record Registration(
    OperationRecord operation, Kind kind, String key, long version, Object shown, boolean late) {
  static Registration of(OperationRecord operation, Kind kind, Entry completion) {
    Map<?, ?> fields = Events.fields(completion);
    if (!(fields.get("version") instanceof Long version)) {
      throw new HistoryException(
          "index %d: the value of %s has a version".formatted(completion.index(), completion.f()));
    }
    Object shown = fields.get(kind == Kind.DATA ? "value" : "children");
    return new Registration(
        operation,
        kind,
        key(operation.invoke()),
        version,
        shown == null ? Nil.NIL : shown,
        Boolean.TRUE.equals(fields.get("late")));
  }

  static String key(Entry entry) {
    String key = entry.key();
    if (key == null) {
      throw new HistoryException("index %d: %s has no key".formatted(entry.index(), entry.f()));
    }
    return key;
  }

  /** The session of an operation; its process, when no line names one. */
  static String session(OperationRecord operation) {
    return session(operation.session(), operation.invoke().actor());
  }

  static String session(@Nullable String session, Actor actor) {
    return session == null ? "of process " + actor : session;
  }

  /**
   * Whether this one shows a change since an earlier one.
   *
   * @param mortal whether the object was ever deleted
   */
  boolean newerThan(Registration earlier, boolean mortal) {
    return mortal ? version != earlier.version : version > earlier.version;
  }

  /**
   * Whether this one, after an event, does not show the change since the earlier one. What is
   * absent may have come and gone, and a folder without children may be another one.
   */
  boolean stillShows(Registration earlier, boolean mortal) {
    if (!mortal) {
      return version <= earlier.version;
    }
    boolean comparable = version > 0 || (version == 0 && kind == Kind.DATA);
    return comparable && version == earlier.version && shown.equals(earlier.shown);
  }
}
