package dev.assay.checker.history;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history, as {@code history.jsonl} holds it.
 *
 * @param index position in the history, dense from 0
 * @param time nanoseconds since the run began, monotonic; -1 when the recorder did not say
 * @param type what the line says
 * @param actor who it belongs to
 * @param f what was asked: {@code read}, {@code write}, {@code cas}, {@code add}, ...
 * @param op the operation's id, equal on invocation and completion; -1 when the recorder gave none
 * @param key the object worked on, where there are several
 * @param value argument or result: {@link Boolean}, {@link Long}, {@link Double}, {@link String},
 *     {@link Nil}, or a list or map (with text keys) of these; Java's null means that the line has
 *     no value
 * @param error why it failed or is not known
 * @param node the node that the client was connected to
 * @param session the session that the operation was part of
 * @param hint an order that the server reported
 */
public record Entry(
    long index,
    long time,
    EntryType type,
    Actor actor,
    String f,
    long op,
    @Nullable String key,
    @Nullable Object value,
    @Nullable String error,
    @Nullable String node,
    @Nullable String session,
    @Nullable Hint hint) {
  /** A line that says no more than it must: no time, no operation's id, no key and no more. */
  public static Entry line(
      long index, EntryType type, Actor actor, String f, @Nullable Object value) {
    return new Entry(index, -1, type, actor, f, -1, null, value, null, null, null, null);
  }

  /** The same line at another index. */
  public Entry withIndex(long other) {
    return new Entry(other, time, type, actor, f, op, key, value, error, node, session, hint);
  }

  /** The same line at another time. */
  public Entry withTime(long other) {
    return new Entry(index, other, type, actor, f, op, key, value, error, node, session, hint);
  }

  /** The same line with another type. */
  public Entry withType(EntryType other) {
    return new Entry(index, time, other, actor, f, op, key, value, error, node, session, hint);
  }

  /** The same line of another actor. */
  public Entry withActor(Actor other) {
    return new Entry(index, time, type, other, f, op, key, value, error, node, session, hint);
  }

  /** The same line with another {@code f}. */
  public Entry withF(String other) {
    return new Entry(index, time, type, actor, other, op, key, value, error, node, session, hint);
  }

  /** The same line with another operation's id. */
  public Entry withOp(long other) {
    return new Entry(index, time, type, actor, f, other, key, value, error, node, session, hint);
  }

  /** The same line with another key. */
  public Entry withKey(@Nullable String other) {
    return new Entry(index, time, type, actor, f, op, other, value, error, node, session, hint);
  }

  /** The same line with another value. */
  public Entry withValue(@Nullable Object other) {
    return new Entry(index, time, type, actor, f, op, key, other, error, node, session, hint);
  }

  /** The same line with another error. */
  public Entry withError(@Nullable String other) {
    return new Entry(index, time, type, actor, f, op, key, value, other, node, session, hint);
  }

  /** The same line with another node. */
  public Entry withNode(@Nullable String other) {
    return new Entry(index, time, type, actor, f, op, key, value, error, other, session, hint);
  }

  /** The same line with another session. */
  public Entry withSession(@Nullable String other) {
    return new Entry(index, time, type, actor, f, op, key, value, error, node, other, hint);
  }

  /** The same line with another hint. */
  public Entry withHint(@Nullable Hint other) {
    return new Entry(index, time, type, actor, f, op, key, value, error, node, session, other);
  }

  /** When, in words: {@code 12.5 ms}; {@code line 7} when the recorder did not say. */
  public String moment() {
    return time < 0 ? "line " + (index + 1) : String.format(Locale.ROOT, "%.1f ms", time / 1e6);
  }
}
