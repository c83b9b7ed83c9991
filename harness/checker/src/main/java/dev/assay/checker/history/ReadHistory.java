package dev.assay.checker.history;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A history that many checkers read: its operations are paired, and its events are picked out, once
 * for all of them. {@link Operations} and {@link Events} know it; to everybody else it is a list.
 */
public final class ReadHistory extends AbstractList<Entry> implements RandomAccess {
  private final List<Entry> entries;
  private final List<OperationRecord> ofClients;
  private final List<Entry> events;

  private ReadHistory(List<Entry> entries) {
    this.entries = entries;
    this.ofClients = Operations.ofClients(entries);
    this.events = entries.stream().filter(entry -> entry.type() == EntryType.EVENT).toList();
  }

  /**
   * Reads a history.
   *
   * @throws HistoryException if it contradicts itself; the message names the index
   */
  public static ReadHistory of(List<Entry> entries) {
    return entries instanceof ReadHistory read ? read : new ReadHistory(List.copyOf(entries));
  }

  /** The operations of clients, in the order of their invocations. */
  public List<OperationRecord> ofClients() {
    return ofClients;
  }

  List<Entry> events() {
    return events;
  }

  @Override
  public Entry get(int index) {
    return entries.get(index);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
