package dev.assay.checker.queue;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a history says of one queue.
 *
 * @param empties the dequeues that found nothing
 * @param strays the dequeues that may have taken any one element
 */
record Queue(
    String key,
    Map<Object, Item> items,
    List<OperationRecord> empties,
    List<OperationRecord> strays) {
  static Queue of(String key, List<OperationRecord> operations) {
    Queue queue = new Queue(key, new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    for (OperationRecord operation : operations) {
      switch (operation.invoke().f()) {
        case "enqueue" -> queue.enqueue(operation);
        case "dequeue" -> queue.dequeue(operation);
        default ->
            throw new HistoryException(
                "index %d: a queue knows enqueue and dequeue, not %s"
                    .formatted(operation.invoke().index(), operation.invoke().f()));
      }
    }
    return queue;
  }

  private Item item(Object element) {
    return items.computeIfAbsent(element, Item::new);
  }

  private void enqueue(OperationRecord operation) {
    Entry invoke = operation.invoke();
    Object element = invoke.value();
    if (element == null || element == Nil.NIL) {
      throw new HistoryException("index %d: an enqueue has no element".formatted(invoke.index()));
    }
    if (!item(element).putBy(operation)) {
      throw new HistoryException(
          "index %d: the element was enqueued before".formatted(invoke.index()));
    }
  }

  private void dequeue(OperationRecord operation) {
    switch (operation.outcome()) {
      case OK -> {
        Entry completion = Values.completion(operation);
        @Nullable Object element = completion.value();
        if (element == null || element == Nil.NIL) {
          empties.add(operation);
        } else {
          item(element).takenBy(operation);
        }
      }
      case INFO -> {
        @Nullable Entry completion = operation.completion();
        @Nullable Object element = completion == null ? null : completion.value();
        if (element == null || element == Nil.NIL) {
          strays.add(operation);
        } else {
          item(element).maybeTaken();
        }
      }
      case FAIL, INVOKE, EVENT -> {}
    }
  }

  Collection<Item> all() {
    return items.values();
  }

  /** How many enqueues were acknowledged. */
  long acknowledged() {
    return all().stream().filter(item -> item.putSince() < Long.MAX_VALUE).count();
  }

  /** How many dequeues were acknowledged with an element. */
  long taken() {
    return all().stream().mapToLong(item -> item.takes().size()).sum();
  }
}
