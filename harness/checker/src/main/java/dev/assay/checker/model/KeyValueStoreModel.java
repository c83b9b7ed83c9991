package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole store of strings with {@code get}, {@code put} and {@code append}, as one object. Keys do
 * not depend on each other, so that {@link KeyValueModel} for each key says the same sooner; this
 * is for comparison with checkers that do not know it.
 */
public record KeyValueStoreModel() implements Model<StoreState, KeyValueStoreModel.Call> {
  private static final KeyValueModel ONE = new KeyValueModel();

  /** What an operation means: a call on one key. */
  public record Call(String key, KeyValueCall call) {}

  /** The same lines without keys, so that nobody takes them apart: the key is in the value. */
  public static Entry whole(Entry entry) {
    String key = entry.key() == null ? "" : entry.key();
    Map<String, Object> value = new HashMap<>();
    value.put("key", key);
    if (entry.value() != null) {
      value.put("value", entry.value());
    }
    return entry.withKey(null).withValue(value);
  }

  private static Entry part(Entry entry) {
    Map<?, ?> value = entry.value() instanceof Map<?, ?> map ? map : Map.of();
    return entry.withKey(String.valueOf(value.get("key"))).withValue(value.get("value"));
  }

  @Override
  public StoreState initial() {
    return StoreState.EMPTY;
  }

  @Override
  public @Nullable Call interpret(OperationRecord operation) {
    Entry completion = operation.completion();
    Entry invoke = part(operation.invoke());
    KeyValueCall call =
        ONE.interpret(new OperationRecord(invoke, completion == null ? null : part(completion)));
    return call == null ? null : new Call(String.valueOf(invoke.key()), call);
  }

  @Override
  public @Nullable StoreState step(StoreState state, Call call) {
    String before = state.get(call.key());
    String after = ONE.step(before, call.call());
    if (after == null) {
      return null;
    }
    return after.equals(before) ? state : state.with(call.key(), after);
  }

  @Override
  public boolean readOnly(Call call) {
    return ONE.readOnly(call.call());
  }

  @Override
  public long stateBytes(StoreState state) {
    return state.bytes();
  }

  @Override
  public String describe(Call call) {
    return ONE.describe(call.call()) + " at " + call.key();
  }
}
