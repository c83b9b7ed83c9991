package dev.assay.checker.zones;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generated history as lines, as a runner would have recorded it: {@code read}, {@code write} and
 * {@code cas} on one register that is nil at first.
 */
public final class RegisterEntries implements RegisterGenerator.Sink {
  private final List<Entry> entries = new ArrayList<>();
  private final List<Entry> open = new ArrayList<>();

  private final boolean hinted;

  private RegisterEntries(boolean hinted) {
    this.hinted = hinted;
  }

  /**
   * The lines of that history.
   *
   * @param hinted whether completions say in which order operations took effect
   */
  public static List<Entry> of(RegisterGenerator generator, boolean hinted) {
    RegisterEntries lines = new RegisterEntries(hinted);
    generator.generate(lines);
    return lines.entries;
  }

  private static Object value(int number) {
    return number == 0 ? Nil.NIL : (Object) (long) number;
  }

  @Override
  public void begin(int operation, int client, int expected, int value) {
    String f = value < 0 ? "read" : expected < 0 ? "write" : "cas";
    Object argument =
        switch (f) {
          case "read" -> null;
          case "write" -> value(value);
          default -> List.of(value(expected), value(value));
        };
    Entry entry = line(EntryType.INVOKE, client, f, operation, argument, null, null);
    open.add(entry);
  }

  @Override
  public void end(int operation, int client, int result, int revision) {
    Entry invoke = open.get(operation);
    boolean failed = result < 0 && invoke.f().equals("cas");
    Object shown = invoke.f().equals("read") ? value(result) : invoke.value();
    Hint hint = hinted ? new Hint("revision", "register", Integer.toString(revision)) : null;
    EntryType type = failed ? EntryType.FAIL : EntryType.OK;
    line(type, client, invoke.f(), operation, shown, null, hint);
  }

  @Override
  public void lose(int operation, int client) {
    Entry invoke = open.get(operation);
    line(EntryType.INFO, client, invoke.f(), operation, invoke.value(), "timeout", null);
  }

  private Entry line(
      EntryType type,
      int client,
      String f,
      int operation,
      @Nullable Object value,
      @Nullable String error,
      @Nullable Hint hint) {
    Entry entry =
        new Entry(
            entries.size(),
            entries.size() * 1000L,
            type,
            new Actor.Client(client),
            f,
            operation,
            null,
            value,
            error,
            null,
            null,
            hint);
    entries.add(entry);
    return entry;
  }
}
