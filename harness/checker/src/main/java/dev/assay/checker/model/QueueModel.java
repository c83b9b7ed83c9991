package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue with {@code enqueue} (argument: the element) and {@code dequeue} (result: the element;
 * nil says that it was empty), empty at first. What a dequeue of unknown outcome took is not known.
 *
 * @param fifo whether a dequeue takes the oldest element; any if not
 */
public record QueueModel(boolean fifo) implements Model<QueueModel.State, QueueModel.Call> {
  private static final State EMPTY = new State(List.of(), 0);

  /**
   * What is there.
   *
   * @param elements the elements, the oldest first; sorted if any may be taken
   * @param doubtful how many more elements, whichever, dequeues of unknown outcome may take at any
   *     time: which they took does not matter before the queue is found empty
   */
  public record State(List<Object> elements, int doubtful) {
    public State {
      elements = List.copyOf(elements);
    }
  }

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
  public State initial() {
    return EMPTY;
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
      return new Call.DequeueAny();
    }
    Object element = required(completion);
    return element == Nil.NIL ? new Call.Empty() : new Call.Dequeue(element);
  }

  private static Object required(Entry entry) {
    Object value = entry.value();
    if (value == null) {
      throw new HistoryException("index %d: %s has no value".formatted(entry.index(), entry.f()));
    }
    return value;
  }

  @Override
  public @Nullable State step(State state, Call call) {
    List<Object> elements = state.elements();
    return switch (call) {
      case Call.Enqueue(Object element) -> with(state, element);
      case Call.Dequeue(Object element) -> without(state, element);
      case Call.DequeueAny() ->
          !fifo
              ? new State(elements, state.doubtful() + 1)
              : elements.isEmpty() ? state : new State(elements.subList(1, elements.size()), 0);
      case Call.Empty() ->
          elements.isEmpty()
              ? state
              : elements.size() > state.doubtful()
                  ? null
                  : new State(List.of(), state.doubtful() - elements.size());
    };
  }

  private State with(State state, Object element) {
    List<Object> after = new ArrayList<>(state.elements());
    after.add(element);
    if (!fifo) {
      after.sort(Comparator.comparing(EntryJson::valueText));
    }
    return new State(after, state.doubtful());
  }

  private @Nullable State without(State state, Object element) {
    int at = state.elements().indexOf(element);
    if (at < 0 || (fifo && at > 0)) {
      return null;
    }
    List<Object> after = new ArrayList<>(state.elements());
    after.remove(at);
    return new State(after, state.doubtful());
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
    return fifo && call instanceof Call.Empty;
  }

  @Override
  public long stateBytes(State state) {
    return 88 + 8L * state.elements().size();
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
  public String describeState(State state) {
    String elements = EntryJson.valueText(state.elements());
    return state.doubtful() == 0
        ? elements
        : "%s, of which %d may be gone".formatted(elements, state.doubtful());
  }
}
