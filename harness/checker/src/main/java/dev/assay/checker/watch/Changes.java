package dev.assay.checker.watch;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a history says of when objects were changed that nobody ever deleted: their versions grow by
 * one with each change, and folders keep their children. Of an object that was deleted it says
 * nothing.
 */
final class Changes {
  private final Set<String> mortal;

  /**
   * What was asked for, by its value as text; of two with the same value, the one that began first.
   */
  private final Map<Change, OperationRecord> asked = new HashMap<>();

  /** By key and version. */
  private final Map<String, NavigableMap<Long, OperationRecord>> writes = new HashMap<>();

  /** The children of a folder, by its version. */
  private final Map<String, NavigableMap<Long, Collection<?>>> lists = new HashMap<>();

  /** By key and version: of the acknowledged writes from there on, the one that was over first. */
  private final Map<String, NavigableMap<Long, OperationRecord>> writesOver = new HashMap<>();

  /** By folder and the index at which they began, likewise. */
  private final Map<String, NavigableMap<Long, OperationRecord>> addsOver = new HashMap<>();

  private record Change(String f, String key, String value) {}

  /**
   * Reads all of them.
   *
   * @param operations those of clients
   * @param mortal the objects that were, perhaps, deleted
   */
  Changes(List<OperationRecord> operations, Set<String> mortal) {
    this.mortal = Set.copyOf(mortal);
    for (OperationRecord operation : operations) {
      Entry invoke = operation.invoke();
      if (invoke.f().equals("write") || invoke.f().equals("add")) {
        asked.merge(
            new Change(invoke.f(), Registration.key(invoke), String.valueOf(invoke.value())),
            operation,
            Changes::begunFirst);
      }
    }
    for (OperationRecord operation : operations) {
      Entry completion = operation.completion();
      if (completion != null && completion.type() == EntryType.OK) {
        answered(operation, completion);
      }
    }
    writes.forEach((key, ofKey) -> writesOver.put(key, over(ofKey)));
    addsOver.replaceAll((_, ofFolder) -> over(ofFolder));
  }

  private static OperationRecord begunFirst(OperationRecord one, OperationRecord other) {
    return one.invoke().index() <= other.invoke().index() ? one : other;
  }

  private void answered(OperationRecord operation, Entry completion) {
    String key = Registration.key(operation.invoke());
    switch (operation.invoke().f()) {
      case "write" -> {
        if (completion.value() instanceof List<?> said
            && said.size() == 2
            && said.get(1) instanceof Long version) {
          of(writes, key).merge(version, operation, Changes::begunFirst);
        }
      }
      case "observe" -> {
        Registration look = Registration.of(operation, Kind.DATA, completion);
        OperationRecord write = asked.get(new Change("write", key, String.valueOf(look.shown())));
        if (write != null && look.version() >= 0) {
          of(writes, key).merge(look.version(), write, Changes::begunFirst);
        }
      }
      case "list" -> {
        Registration look = Registration.of(operation, Kind.CHILDREN, completion);
        of(lists, key).putIfAbsent(look.version(), children(look));
      }
      case "add" -> of(addsOver, key).put(operation.invoke().index(), operation);
      default -> {}
    }
  }

  private static <T> NavigableMap<Long, T> of(Map<String, NavigableMap<Long, T>> map, String key) {
    return map.computeIfAbsent(key, _ -> new TreeMap<>());
  }

  /** Of the acknowledged ones at each place and after it, the one that was over first. */
  private static NavigableMap<Long, OperationRecord> over(NavigableMap<Long, OperationRecord> all) {
    NavigableMap<Long, OperationRecord> over = new TreeMap<>();
    OperationRecord first = null;
    for (Map.Entry<Long, OperationRecord> each : all.descendingMap().entrySet()) {
      OperationRecord operation = each.getValue();
      if (operation.outcome() == EntryType.OK
          && (first == null || operation.returnIndex() < first.returnIndex())) {
        first = operation;
        over.put(each.getKey(), first);
      }
    }
    return over;
  }

  private static Collection<?> children(Registration look) {
    return look.shown() instanceof Collection<?> children ? children : List.of();
  }

  /**
   * A change that is surely not before the next one after what a registration showed, and of all
   * known ones the first that was over. Null when none is known.
   */
  @Nullable OperationRecord over(Registration registration) {
    String key = registration.key();
    if (mortal.contains(key)) {
      return null;
    }
    return switch (registration.kind()) {
      case DATA -> first(writesOver, key, registration.version());
      case CHILDREN -> first(addsOver, key, registration.operation().returnIndex());
    };
  }

  private static @Nullable OperationRecord first(
      Map<String, NavigableMap<Long, OperationRecord>> over, String key, long after) {
    Map.Entry<Long, OperationRecord> first = of(over, key).higherEntry(after);
    return first == null ? null : first.getValue();
  }

  /**
   * A change such that the next one after what a registration showed began with it or later: that
   * next one itself, where it is known. Null when nobody can say.
   */
  @Nullable OperationRecord next(Registration registration) {
    String key = registration.key();
    if (mortal.contains(key)) {
      return null;
    }
    return switch (registration.kind()) {
      case DATA -> of(writes, key).get(registration.version() + 1);
      case CHILDREN -> {
        Map.Entry<Long, Collection<?>> later = of(lists, key).higherEntry(registration.version());
        yield later == null ? null : firstAdded(registration, later.getValue());
      }
    };
  }

  /** Of the children that came after what a registration showed, the one that was begun first. */
  private @Nullable OperationRecord firstAdded(Registration registration, Collection<?> later) {
    Set<Object> known = new HashSet<>(children(registration));
    OperationRecord first = null;
    for (Object child : later) {
      OperationRecord add = asked.get(new Change("add", registration.key(), String.valueOf(child)));
      if (!known.contains(child)) {
        if (add == null) {
          return null;
        }
        first = first == null ? add : begunFirst(first, add);
      }
    }
    return first;
  }

  /**
   * The change that was begun last of those that had surely been made where and when an operation
   * was answered; null when it shows none.
   */
  @Nullable OperationRecord shown(OperationRecord operation, Entry completion) {
    String key = Registration.key(operation.invoke());
    String f = operation.invoke().f();
    if (mortal.contains(key) && (f.equals("observe") || f.equals("list"))) {
      return null;
    }
    return switch (f) {
      case "observe" -> {
        Registration look = Registration.of(operation, Kind.DATA, completion);
        yield of(writes, key).get(look.version());
      }
      case "list" -> {
        OperationRecord last = null;
        for (Object child : children(Registration.of(operation, Kind.CHILDREN, completion))) {
          OperationRecord add = asked.get(new Change("add", key, String.valueOf(child)));
          boolean later =
              add != null && (last == null || add.invoke().index() > last.invoke().index());
          last = later ? add : last;
        }
        yield last;
      }
      default -> operation;
    };
  }
}
