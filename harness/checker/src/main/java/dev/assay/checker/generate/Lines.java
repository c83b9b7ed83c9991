package dev.assay.checker.generate;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lines of a history, one after the other, as a runner would have recorded them. */
final class Lines {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Consumer<Entry> sink;
  private final Sessions sessions;
  private final long nanosPerLine;
  private long count;
  private long operations;
  private long passedNanos;

  /** Lines of clients without sessions. */
  Lines(Consumer<Entry> sink) {
    this(sink, new Sessions(List.of()), 1_000);
  }

  /** Lines of a run, in which sessions take their time. */
  Lines(Consumer<Entry> sink, Sessions sessions) {
    this(sink, sessions, NANOS_PER_MILLI);
  }

  private Lines(Consumer<Entry> sink, Sessions sessions, long nanosPerLine) {
    this.sink = sink;
    this.sessions = sessions;
    this.nanosPerLine = nanosPerLine;
  }

  /** An operation that has been invoked. */
  record Begun(long op, int process, @Nullable String key, Request request) {}

  Sessions sessions() {
    return sessions;
  }

  /** Begins an operation, with which its process connects if it has no session. */
  Begun begin(int process, @Nullable String key, Request request) {
    String own = request.key() == null ? key : request.key();
    Begun begun = new Begun(operations++, process, own, request);
    write(begun, EntryType.INVOKE, request.value(), null, null);
    if (sessions.connect(process)) {
      session(process, "connected");
    }
    return begun;
  }

  void end(Begun begun, Answer answer, @Nullable Hint hint) {
    write(begun, answer.type(), answer.value(), answer.error(), hint);
    sessions.completed(begun.process());
  }

  /** Nobody will know what became of it. */
  void lose(Begun begun, @Nullable Object value) {
    write(begun, EntryType.INFO, value, "timeout", null);
  }

  /** A process is told something; its line's index. */
  long tell(Sessions.Notice notice) {
    Actor process = new Actor.Client(notice.process());
    return event(process, notice.f(), notice.key(), notice.value());
  }

  /** A process is told that its session has ended, which it does; the line's index. */
  long expire(int process) {
    long index = session(process, "expired");
    sessions.end(process);
    return index;
  }

  private long session(int process, String state) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("state", state);
    value.put("session", String.valueOf(sessions.of(process)));
    if (state.equals("connected")) {
      value.put("timeoutMillis", Sessions.TIMEOUT_MILLIS);
      value.put("node", String.valueOf(sessions.node(process)));
    }
    return event(new Actor.Client(process), "session", null, value);
  }

  /** The runner says what it does. */
  void event(String f, Object value) {
    event(new Actor.Nemesis(), f, null, value);
  }

  /** So much time goes by. */
  void pass(long millis) {
    passedNanos += millis * NANOS_PER_MILLI;
  }

  /** How many lines there are: the index of the next one. */
  long count() {
    return count;
  }

  private void write(
      Begun begun,
      EntryType type,
      @Nullable Object value,
      @Nullable String error,
      @Nullable Hint hint) {
    Actor process = new Actor.Client(begun.process());
    String f = begun.request().f();
    String node = sessions.node(begun.process());
    String session = sessions.of(begun.process());
    long time = count * nanosPerLine + passedNanos;
    long op = begun.op();
    String key = begun.key();
    sink.accept(
        new Entry(count++, time, type, process, f, op, key, value, error, node, session, hint));
  }

  private long event(Actor actor, String f, @Nullable String key, Object value) {
    String node = actor instanceof Actor.Client(int process) ? sessions.node(process) : null;
    String session = actor instanceof Actor.Client(int process) ? sessions.of(process) : null;
    long time = count * nanosPerLine + passedNanos;
    EntryType type = EntryType.EVENT;
    sink.accept(
        new Entry(count++, time, type, actor, f, -1, key, value, null, node, session, null));
    return count - 1;
  }
}
