package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set that grows, with {@code add} and {@code read} (result: the elements), empty at first. A
 * read that shows an element twice is impossible.
 */
public record SetModel() implements Model<Set<Object>, SetModel.Call> {
  /** What an operation means. */
  public sealed interface Call {
    /** The element is in the set. */
    record Add(Object element) implements Call {}

    /** These are all. */
    record Read(Set<Object> elements) implements Call {}

    /** These are all, and this one is among them twice. */
    record Twice(Object element, List<Object> elements) implements Call {}
  }

  @Override
  public Set<Object> initial() {
    return Set.of();
  }

  @Override
  public @Nullable Call interpret(OperationRecord operation) {
    Entry invoke = operation.invoke();
    return switch (invoke.f()) {
      case "add" -> add(operation);
      case "read" -> read(operation);
      default ->
          throw new HistoryException(
              "index %d: a set knows add and read, not %s".formatted(invoke.index(), invoke.f()));
    };
  }

  private static @Nullable Call add(OperationRecord operation) {
    Object element = operation.invoke().value();
    if (element == null) {
      throw new HistoryException(
          "index %d: an add has no value".formatted(operation.invoke().index()));
    }
    return operation.outcome() == EntryType.FAIL ? null : new Call.Add(element);
  }

  private static @Nullable Call read(OperationRecord operation) {
    Entry completion = operation.completion();
    if (completion == null || operation.outcome() != EntryType.OK) {
      return null;
    }
    return switch (completion.value()) {
      case Nil _ -> null;
      case List<?> elements -> shown(elements);
      case null, default ->
          throw new HistoryException(
              "index %d: a read of a set returned no list".formatted(completion.index()));
    };
  }

  private static Call shown(List<?> elements) {
    Set<Object> set = new HashSet<>();
    for (Object element : elements) {
      if (!set.add(element)) {
        return new Call.Twice(element, List.copyOf(elements));
      }
    }
    return new Call.Read(Set.copyOf(set));
  }

  @Override
  public @Nullable Set<Object> step(Set<Object> state, Call call) {
    return switch (call) {
      case Call.Read(Set<Object> elements) -> state.equals(elements) ? state : null;
      case Call.Twice _ -> null;
      case Call.Add(Object element) -> {
        Set<Object> after = new HashSet<>(state);
        after.add(element);
        yield Set.copyOf(after);
      }
    };
  }

  @Override
  public Walk<Call> walk() {
    return new Growing();
  }

  @Override
  public boolean readOnly(Call call) {
    return !(call instanceof Call.Add);
  }

  @Override
  public long stateBytes(Set<Object> state) {
    return 64 + 16L * state.size();
  }

  @Override
  public String describe(Call call) {
    return switch (call) {
      case Call.Add(Object element) -> "add of " + EntryJson.valueText(element);
      case Call.Read(Set<Object> elements) -> "read of " + sorted(elements);
      case Call.Twice(Object element, List<Object> elements) ->
          "read of %s, with %s twice".formatted(sorted(elements), EntryJson.valueText(element));
    };
  }

  @Override
  public String describeState(Set<Object> state) {
    return sorted(state);
  }

  private static String sorted(Collection<Object> elements) {
    return elements.stream().map(EntryJson::valueText).sorted().toList().toString();
  }

  /** A set that changes, so that a long walk copies nothing. */
  private static final class Growing implements Walk<Call> {
    private final Set<Object> elements = new HashSet<>();

    /** What each step has added: one element, or nothing. */
    private final Backlog<List<Object>> added = new Backlog<>();

    @Override
    public boolean step(Call call) {
      if (call instanceof Call.Twice
          || (call instanceof Call.Read(Set<Object> shown) && !elements.equals(shown))) {
        return false;
      }
      boolean fresh = call instanceof Call.Add(Object element) && elements.add(element);
      added.push(fresh && call instanceof Call.Add(Object element) ? List.of(element) : List.of());
      return true;
    }

    @Override
    public boolean back() {
      List<Object> last = added.pop();
      if (last != null) {
        last.forEach(elements::remove);
      }
      return last != null;
    }
  }
}
