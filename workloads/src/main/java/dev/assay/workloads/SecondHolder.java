package dev.assay.workloads;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.spi.Showing;
import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody did work under one number, and somebody under another one, for one lock or election:
 * with less there is nothing to compare.
 */
final class SecondHolder implements Showing {
  private final String work;
  private final String number;
  private final Map<String, Object> first = new TreeMap<>();
  private boolean seen;

  /**
   * Waits for that.
   *
   * @param work the operation that is done under a number
   * @param number what the number is called in its value
   */
  SecondHolder(String work, String number) {
    this.work = work;
    this.number = number;
  }

  @Override
  public void completed(Entry entry) {
    if (entry.type() == EntryType.OK
        && entry.f().equals(work)
        && entry.key() != null
        && entry.value() instanceof Map<?, ?> value
        && value.get(number) instanceof Long under) {
      seen |= !first.computeIfAbsent(entry.key(), _ -> under).equals(under);
    }
  }

  @Override
  public boolean enough() {
    return seen;
  }
}
