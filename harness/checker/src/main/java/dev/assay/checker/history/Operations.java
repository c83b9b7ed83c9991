package dev.assay.checker.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts invocations and completions together: by operation id, and where the recorder gave none, by
 * process, which then does one thing after the other.
 */
public final class Operations {
  private final List<OperationRecord> paired = new ArrayList<>();
  private final Map<Object, Integer> open = new HashMap<>();
  private final Set<Long> usedIds = new HashSet<>();
  private long lastIndex = -1;

  private Operations() {}

  /**
   * The operations of clients and of the nemesis, in the order of their invocations.
   *
   * @throws HistoryException if the history contradicts itself; the message names the index
   */
  public static List<OperationRecord> pair(List<Entry> entries) {
    Operations operations = new Operations();
    for (Entry entry : entries) {
      operations.accept(entry);
    }
    return List.copyOf(operations.paired);
  }

  /** As {@link #pair}, of clients alone. */
  public static List<OperationRecord> ofClients(List<Entry> entries) {
    if (entries instanceof ReadHistory read) {
      return read.ofClients();
    }
    return pair(entries).stream()
        .filter(operation -> operation.invoke().actor() instanceof Actor.Client)
        .toList();
  }

  /** By the object that they work on, in the order of its first one; "" where there is only one. */
  public static Map<String, List<OperationRecord>> byKey(List<OperationRecord> operations) {
    Map<String, List<OperationRecord>> keys = new LinkedHashMap<>();
    for (OperationRecord operation : operations) {
      String key = operation.invoke().key();
      keys.computeIfAbsent(key == null ? "" : key, _ -> new ArrayList<>()).add(operation);
    }
    return keys;
  }

  private void accept(Entry entry) {
    if (entry.index() <= lastIndex) {
      throw broken(entry, "it comes after index %d".formatted(lastIndex));
    }
    lastIndex = entry.index();
    switch (entry.type()) {
      case INVOKE -> invoke(entry);
      case OK, FAIL, INFO -> complete(entry);
      case EVENT -> {}
    }
  }

  private static Object identity(Entry entry) {
    return entry.op() >= 0 ? (Object) entry.op() : entry.actor();
  }

  private void invoke(Entry entry) {
    if (entry.op() >= 0 && !usedIds.add(entry.op())) {
      throw broken(entry, "the operation id %d was used before".formatted(entry.op()));
    }
    Integer before = open.put(identity(entry), paired.size());
    if (before != null) {
      throw broken(
          entry,
          "process %s invokes an operation while that of index %d is open"
              .formatted(entry.actor(), paired.get(before).invoke().index()));
    }
    paired.add(new OperationRecord(entry, null));
  }

  private void complete(Entry entry) {
    @Nullable Integer position = open.remove(identity(entry));
    if (position == null) {
      if (entry.actor() instanceof Actor.Client) {
        throw broken(entry, "it completes an operation that is not open");
      }
      return; // In Jepsen's format both lines of a nemesis operation are "info".
    }
    Entry invoke = paired.get(position).invoke();
    if (!invoke.f().equals(entry.f()) || !invoke.actor().equals(entry.actor())) {
      throw broken(
          entry,
          "%s by %s completes %s by %s of index %d"
              .formatted(entry.f(), entry.actor(), invoke.f(), invoke.actor(), invoke.index()));
    }
    paired.set(position, new OperationRecord(invoke, entry));
  }

  private static HistoryException broken(Entry entry, String what) {
    return new HistoryException("index %d: %s".formatted(entry.index(), what));
  }
}
