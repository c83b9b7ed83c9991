package dev.assay.checker.ephemeral;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import org.jspecify.annotations.Nullable;

/** What the history says of the life of one session. */
final class SessionLife {
  private final String name;
  private long timeoutMillis = -1;
  private long lastLine = -1;
  private @Nullable OperationRecord lastSign;
  private @Nullable OperationRecord left;
  private @Nullable OperationRecord ended;
  private @Nullable Entry expired;

  SessionLife(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** A line that names the session. */
  void line(Entry entry) {
    lastLine = Math.max(lastLine, entry.index());
  }

  /** The position of the last line that names it. */
  long lastLine() {
    return lastLine;
  }

  void timeout(long millis) {
    timeoutMillis = Math.max(timeoutMillis, millis);
  }

  /** The longest that was agreed on; -1 when the history does not say. */
  long timeoutMillis() {
    return timeoutMillis;
  }

  /** It was asked for something that needs a quorum, and that was acknowledged. */
  void sign(OperationRecord operation) {
    OperationRecord before = lastSign;
    if (before == null || before.invoke().index() < operation.invoke().index()) {
      lastSign = operation;
    }
  }

  /** The last operation whose invocation proves that it lived then, or later. */
  @Nullable OperationRecord lastSign() {
    return lastSign;
  }

  /** Whether it surely lived at this position. */
  boolean livedAfter(long index) {
    OperationRecord sign = lastSign;
    return sign != null && sign.invoke().index() > index;
  }

  /** Its end was confirmed. */
  void left(OperationRecord leave) {
    OperationRecord before = left;
    if (before == null || leave.returnIndex() < before.returnIndex()) {
      left = leave;
    }
  }

  /** The {@code leave} that confirmed its end. */
  @Nullable OperationRecord left() {
    return left;
  }

  /** A server told its client that it has expired. */
  void expired(Entry event) {
    if (expired == null) {
      expired = event;
    }
  }

  /** The event by which a server said that it has expired. */
  @Nullable Entry expired() {
    return expired;
  }

  /** Its client gave it up, confirmed or not. */
  void ended(OperationRecord end) {
    if (ended == null) {
      ended = end;
    }
  }

  /** The operation by which its client gave it up. */
  @Nullable OperationRecord ended() {
    return ended;
  }
}
