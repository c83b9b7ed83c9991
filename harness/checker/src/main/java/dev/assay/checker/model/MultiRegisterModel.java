package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several registers, on which an operation does a list of things at once: {@code ["r", key, value]}
 * and {@code ["w", key, value]}, or {@code read} and {@code write}. A register is absent at first.
 *
 * @param nilReads what a read of nil says
 */
public record MultiRegisterModel(NilReads nilReads)
    implements Model<Map<Object, Object>, List<MultiRegisterModel.Part>> {
  /**
   * One of the things that an operation does.
   *
   * @param read whether it reads; writes if not
   * @param value what it found or wrote
   */
  public record Part(boolean read, Object key, Object value) {}

  @Override
  public Map<Object, Object> initial() {
    return Map.of();
  }

  @Override
  public @Nullable List<Part> interpret(OperationRecord operation) {
    if (operation.outcome() == EntryType.FAIL) {
      return null;
    }
    Entry answer = operation.outcome() == EntryType.OK ? operation.completion() : null;
    Entry told = answer != null && answer.value() != null ? answer : operation.invoke();
    if (!(told.value() instanceof List<?> things)) {
      throw broken(told, "its value is no list: " + told.value());
    }
    List<Part> parts = new ArrayList<>();
    for (Object thing : things) {
      Part part = part(told, thing);
      boolean says = answer != null && (part.value() != Nil.NIL || nilReads == NilReads.ABSENT);
      if (!part.read() || says) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? null : List.copyOf(parts);
  }

  private static Part part(Entry entry, @Nullable Object thing) {
    if (!(thing instanceof List<?> triple)
        || triple.size() < 2
        || triple.get(1) == null
        || !(triple.get(0) instanceof String word)) {
      throw broken(entry, "not of the form [f, key, value]: " + thing);
    }
    Object value = triple.size() < 3 || triple.get(2) == null ? Nil.NIL : triple.get(2);
    return switch (word) {
      case "r", "read" -> new Part(true, triple.get(1), value);
      case "w", "write" -> new Part(false, triple.get(1), value);
      default -> throw broken(entry, "registers know r and w, not " + word);
    };
  }

  private static HistoryException broken(Entry entry, String what) {
    return new HistoryException("index %d: %s".formatted(entry.index(), what));
  }

  @Override
  public @Nullable Map<Object, Object> step(Map<Object, Object> state, List<Part> call) {
    Map<Object, Object> after = new HashMap<>(state);
    for (Part part : call) {
      if (!part.read()) {
        after.put(part.key(), part.value());
      } else if (!after.getOrDefault(part.key(), Nil.NIL).equals(part.value())) {
        return null;
      }
    }
    return Map.copyOf(after);
  }

  @Override
  public boolean readOnly(List<Part> call) {
    return call.stream().allMatch(Part::read);
  }

  @Override
  public long stateBytes(Map<Object, Object> state) {
    return 64 + 64L * state.size();
  }

  @Override
  public String describe(List<Part> call) {
    return String.join(
        ", ",
        call.stream()
            .map(part ->
                "%s of %s as %s"
                    .formatted(
                        part.read() ? "read" : "write",
                        EntryJson.valueText(part.key()),
                        EntryJson.valueText(part.value())))
            .toList());
  }

  @Override
  public String describeState(Map<Object, Object> state) {
    return state.entrySet().stream()
        .map(
            each -> EntryJson.valueText(each.getKey()) + "=" + EntryJson.valueText(each.getValue()))
        .sorted()
        .toList()
        .toString();
  }
}
