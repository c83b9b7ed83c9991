package dev.assay.checker.stream;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts clients' invocations and completions together, and remembers what is open. */
final class OpenOperations {
  private final Map<Object, Entry> open = new HashMap<>();
  private long lastIndex = -1;
  private long operations;
  private long indeterminate;

  /** How many operations were invoked. */
  long operations() {
    return operations;
  }

  /** How many of them were completed as of unknown outcome. */
  long indeterminate() {
    return indeterminate;
  }

  /** Those that are open. */
  List<Entry> left() {
    return List.copyOf(open.values());
  }

  int open() {
    return open.size();
  }

  /**
   * The operation that this entry completes; null for another entry.
   *
   * @throws HistoryException if the history contradicts itself
   */
  @Nullable OperationRecord accept(Entry entry) {
    if (entry.index() <= lastIndex) {
      throw broken(entry, "it comes after index %d".formatted(lastIndex));
    }
    lastIndex = entry.index();
    if (!(entry.actor() instanceof Actor.Client)) {
      return null;
    }
    return switch (entry.type()) {
      case INVOKE -> {
        invoke(entry);
        yield null;
      }
      case OK, FAIL -> complete(entry);
      case INFO -> {
        indeterminate++;
        yield complete(entry);
      }
      case EVENT -> null;
    };
  }

  private static Object identity(Entry entry) {
    return entry.op() >= 0 ? (Object) entry.op() : entry.actor();
  }

  private void invoke(Entry entry) {
    operations++;
    Entry before = open.put(identity(entry), entry);
    if (before != null) {
      throw broken(
          entry,
          "process %s invokes an operation while that of index %d is open"
              .formatted(entry.actor(), before.index()));
    }
  }

  private OperationRecord complete(Entry entry) {
    Entry invoke = open.remove(identity(entry));
    if (invoke == null) {
      throw broken(entry, "it completes an operation that is not open");
    }
    if (!invoke.f().equals(entry.f()) || !invoke.actor().equals(entry.actor())) {
      throw broken(
          entry,
          "%s by %s completes %s by %s of index %d"
              .formatted(entry.f(), entry.actor(), invoke.f(), invoke.actor(), invoke.index()));
    }
    return new OperationRecord(invoke, entry);
  }

  private static HistoryException broken(Entry entry, String what) {
    return new HistoryException("index %d: %s".formatted(entry.index(), what));
  }
}
