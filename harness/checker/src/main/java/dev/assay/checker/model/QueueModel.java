package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue with {@code enqueue} (argument: the element) and {@code dequeue} (result: the element;
 * nil says that it was empty), empty at first. What a dequeue of unknown outcome took is not known.
 *
 * @param fifo whether a dequeue takes the oldest element; any if not, and then one that found
 *     nothing, or of unknown outcome, says nothing
 */
public record QueueModel(boolean fifo) implements Model<List<Object>, QueueModel.Call> {
  /** What an operation means. */
  public sealed interface Call {
    /** The element is in the queue. */
    record Enqueue(Object element) implements Call {}

    /** This element was taken. */
    record Dequeue(Object element) implements Call {}

    /** One was taken, nobody knows which. */
    record DequeueAny() implements Call {}

    /** The queue was empty. */
    record Empty() implements Call {}
  }

  @Override
  public List<Object> initial() {
    return List.of();
  }

  @Override
  public @Nullable Call interpret(OperationRecord operation) {
    if (operation.outcome() == EntryType.FAIL) {
      return null;
    }
    Entry invoke = operation.invoke();
    return switch (invoke.f()) {
      case "enqueue" -> new Call.Enqueue(required(invoke));
      case "dequeue" -> dequeue(operation);
      default ->
          throw new HistoryException(
              "index %d: a queue knows enqueue and dequeue, not %s"
                  .formatted(invoke.index(), invoke.f()));
    };
  }

  private @Nullable Call dequeue(OperationRecord operation) {
    Entry completion = operation.completion();
    if (completion == null || operation.outcome() != EntryType.OK) {
      return fifo ? new Call.DequeueAny() : null;
    }
    Object element = required(completion);
    if (element == Nil.NIL) {
      return fifo ? new Call.Empty() : null;
    }
    return new Call.Dequeue(element);
  }

  private static Object required(Entry entry) {
    Object value = entry.value();
    if (value == null) {
      throw new HistoryException("index %d: %s has no value".formatted(entry.index(), entry.f()));
    }
    return value;
  }

  @Override
  public @Nullable List<Object> step(List<Object> state, Call call) {
    return switch (call) {
      case Call.Enqueue(Object element) -> with(state, element);
      case Call.Dequeue(Object element) -> without(state, element);
      case Call.DequeueAny() ->
          state.isEmpty() ? state : List.copyOf(state.subList(1, state.size()));
      case Call.Empty() -> state.isEmpty() ? state : null;
    };
  }

  private static List<Object> with(List<Object> state, Object element) {
    List<Object> after = new ArrayList<>(state);
    after.add(element);
    return List.copyOf(after);
  }

  private @Nullable List<Object> without(List<Object> state, Object element) {
    int at = state.indexOf(element);
    if (at < 0 || (fifo && at > 0)) {
      return null;
    }
    List<Object> after = new ArrayList<>(state);
    after.remove(at);
    return List.copyOf(after);
  }

  @Override
  public Walk<Call> walk() {
    return fifo ? new FifoWalk() : Model.super.walk();
  }

  /** Holds one queue, and changes it. */
  private static final class FifoWalk implements Walk<Call> {
    private final Deque<Object> queue = new ArrayDeque<>();
    private final Backlog<Runnable> backlog = new Backlog<>();

    @Override
    public boolean step(Call call) {
      Object first = queue.peek();
      switch (call) {
        case Call.Enqueue(Object element) -> {
          queue.add(element);
          backlog.push(queue::removeLast);
          return true;
        }
        case Call.Dequeue(Object element) -> {
          return element.equals(first) && remove(element);
        }
        case Call.DequeueAny() -> {
          return first == null ? stay() : remove(first);
        }
        case Call.Empty() -> {
          return first == null && stay();
        }
      }
    }

    private boolean remove(Object first) {
      queue.remove();
      backlog.push(() -> queue.addFirst(first));
      return true;
    }

    private boolean stay() {
      backlog.push(() -> {});
      return true;
    }

    @Override
    public boolean back() {
      Runnable last = backlog.pop();
      if (last != null) {
        last.run();
      }
      return last != null;
    }
  }

  @Override
  public boolean readOnly(Call call) {
    return call instanceof Call.Empty;
  }

  @Override
  public long stateBytes(List<Object> state) {
    return 64 + 8L * state.size();
  }

  @Override
  public String describe(Call call) {
    return switch (call) {
      case Call.Enqueue(Object element) -> "enqueue of " + EntryJson.valueText(element);
      case Call.Dequeue(Object element) -> "dequeue of " + EntryJson.valueText(element);
      case Call.DequeueAny() -> "dequeue of something";
      case Call.Empty() -> "dequeue that found nothing";
    };
  }

  @Override
  public String describeState(List<Object> state) {
    return EntryJson.valueText(state);
  }
}
