package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import org.jspecify.annotations.Nullable;

/**
 * One key of a store of strings with {@code get}, {@code put} and {@code append}. A key that was
 * never put reads as the empty string.
 */
public record KeyValueModel() implements Model<String, KeyValueCall> {
  @Override
  public String initial() {
    return "";
  }

  @Override
  public @Nullable KeyValueCall interpret(OperationRecord operation) {
    Entry invoke = operation.invoke();
    boolean failed = operation.outcome() == EntryType.FAIL;
    return switch (invoke.f()) {
      case "get" -> {
        Entry completion = operation.completion();
        yield completion == null || completion.type() != EntryType.OK
            ? null
            : new KeyValueCall.Get(text(completion));
      }
      case "put" -> failed ? null : new KeyValueCall.Put(text(invoke));
      case "append" -> failed ? null : new KeyValueCall.Append(text(invoke));
      default ->
          throw new HistoryException(
              "index %d: a key-value store knows get, put and append, not %s"
                  .formatted(invoke.index(), invoke.f()));
    };
  }

  private static String text(Entry entry) {
    return switch (entry.value()) {
      case String text -> text;
      case Nil _ -> "";
      case null, default ->
          throw new HistoryException(
              "index %d: not a string: %s".formatted(entry.index(), entry.value()));
    };
  }

  @Override
  public @Nullable String step(String state, KeyValueCall call) {
    return switch (call) {
      case KeyValueCall.Get(String value) -> state.equals(value) ? state : null;
      case KeyValueCall.Put(String value) -> value;
      case KeyValueCall.Append(String value) -> state + value;
    };
  }

  @Override
  public boolean readOnly(KeyValueCall call) {
    return switch (call) {
      case KeyValueCall.Get _ -> true;
      case KeyValueCall.Put _, KeyValueCall.Append _ -> false;
    };
  }

  @Override
  public long stateBytes(String state) {
    return 64 + 2L * state.length();
  }

  @Override
  public String describe(KeyValueCall call) {
    return switch (call) {
      case KeyValueCall.Get(String value) -> "get of \"" + value + "\"";
      case KeyValueCall.Put(String value) -> "put of \"" + value + "\"";
      case KeyValueCall.Append(String value) -> "append of \"" + value + "\"";
    };
  }

  @Override
  public String describeState(String state) {
    return '"' + state + '"';
  }
}
