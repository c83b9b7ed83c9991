package dev.assay.core.runner;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.core.run.HistorySink;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Driver;
import dev.assay.core.spi.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives indexes and times, and writes each entry at once. Used on the driver alone. */
final class Journal {
  private final Driver driver;
  private final HistorySink sink;
  private long nextIndex;
  private long nextOperation;
  private long lastTime;

  Journal(Driver driver, HistorySink sink) {
    this.driver = driver;
    this.sink = sink;
  }

  long nextOperation() {
    return nextOperation++;
  }

  long entries() {
    return nextIndex;
  }

  /** Something about the run as a whole. */
  void event(String f, Object value) {
    event(new Actor.Nemesis(), f, value);
  }

  void event(Actor actor, String f, Object value) {
    write(EntryType.EVENT, actor, f, -1, null, HistoryValues.of(value), null, null, null, null);
  }

  /** Something that a client was told without asking. */
  Entry noticed(int process, String node, String session, Client.Notice notice) {
    return write(
        EntryType.EVENT,
        new Actor.Client(process),
        notice.f(),
        -1,
        notice.key(),
        notice.value() == null ? null : HistoryValues.of(notice.value()),
        null,
        node,
        session.isEmpty() ? null : session,
        null);
  }

  void nemesis(EntryType type, String f, long op, Map<String, Object> value, String error) {
    @Nullable String text = error.isEmpty() ? null : error;
    Object kept = HistoryValues.of(value);
    write(type, new Actor.Nemesis(), f, op, null, kept, text, null, null, null);
  }

  Entry invoked(OpenOperation open, String session) {
    return client(EntryType.INVOKE, open, open.operation().value(), null, session, null);
  }

  Entry completed(OpenOperation open, Outcome outcome, String session) {
    @Nullable Object asked = open.operation().value();
    return switch (outcome) {
      case Outcome.Ok(@Nullable Object value, @Nullable Hint hint) ->
          client(EntryType.OK, open, value == null ? asked : value, null, session, hint);
      case Outcome.Fail(String error) -> client(EntryType.FAIL, open, asked, error, session, null);
      case Outcome.Info(String error, @Nullable Object value) ->
          client(EntryType.INFO, open, value == null ? asked : value, error, session, null);
    };
  }

  private Entry client(
      EntryType type,
      OpenOperation open,
      @Nullable Object value,
      @Nullable String error,
      String session,
      @Nullable Hint hint) {
    return write(
        type,
        new Actor.Client(open.process()),
        open.operation().f(),
        open.op(),
        open.operation().key(),
        value,
        error,
        open.node(),
        session.isEmpty() ? null : session,
        hint);
  }

  private Entry write(
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
    lastTime = Math.max(lastTime, driver.now());
    Entry entry =
        new Entry(nextIndex, lastTime, type, actor, f, op, key, value, error, node, session, hint);
    nextIndex++;
    sink.append(entry);
    return entry;
  }
}
