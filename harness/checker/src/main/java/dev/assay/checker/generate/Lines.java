package dev.assay.checker.generate;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lines of a history, one after the other, as a runner would have recorded them. */
final class Lines {
  private static final long NANOS_A_LINE = 1_000;

  private final Consumer<Entry> sink;
  private long count;
  private long operations;

  Lines(Consumer<Entry> sink) {
    this.sink = sink;
  }

  /** An operation that has been invoked. */
  record Begun(long op, int process, @Nullable String key, Request request) {}

  Begun begin(int process, @Nullable String key, Request request) {
    Begun begun = new Begun(operations++, process, key, request);
    write(begun, EntryType.INVOKE, request.value(), null, null);
    return begun;
  }

  void end(Begun begun, Answer answer, @Nullable Hint hint) {
    write(begun, answer.type(), answer.value(), answer.error(), hint);
  }

  /** Nobody will know what became of it. */
  void lose(Begun begun) {
    write(begun, EntryType.INFO, begun.request().value(), "timeout", null);
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
    long time = count * NANOS_A_LINE;
    sink.accept(
        new Entry(
            count++,
            time,
            type,
            process,
            f,
            begun.op(),
            begun.key(),
            value,
            error,
            null,
            null,
            hint));
  }
}
