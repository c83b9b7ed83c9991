package dev.assay.checker.session;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads bursts off operations. */
final class Bursts {
  private Bursts() {}

  /**
   * The reads and writes of a burst, in its order: with their answers when it ended {@code ok},
   * else the writes alone, with the outcome of the whole.
   */
  static List<Step> steps(OperationRecord operation) {
    Entry line = line(operation);
    List<Step> steps = new ArrayList<>();
    List<?> requests = requests(line);
    for (int position = 0; position < requests.size(); position++) {
      List<?> request = list(line, requests.get(position));
      Step step =
          switch (word(line, request, 0)) {
            case "w" -> write(operation, position, line, request);
            case "r" -> read(operation, position, line, request);
            case "sync", "move" -> null;
            default -> throw broken(line, "no request of a burst: " + request);
          };
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  /** How often the session moved to another server. */
  static long moves(OperationRecord operation) {
    Entry line = line(operation);
    return line.type() != EntryType.OK
        ? 0
        : requests(line).stream()
            .filter(each -> each instanceof List<?> move && move.size() == 3)
            .filter(each -> each instanceof List<?> move && "move".equals(move.get(0)))
            .filter(each -> each instanceof List<?> move && "ok".equals(move.get(2)))
            .count();
  }

  /**
   * The session that the burst was part of; null when that is not certain.
   *
   * @see dev.assay.checker.session
   */
  static @Nullable String session(OperationRecord operation) {
    String before = operation.invoke().session();
    Entry completion = operation.completion();
    String after = completion == null ? null : completion.session();
    if (operation.outcome() == EntryType.OK) {
      return after == null ? before : after;
    }
    return before != null && before.equals(after) ? before : null;
  }

  /** The line that says the most. */
  private static Entry line(OperationRecord operation) {
    Entry completion = operation.completion();
    return completion != null && completion.type() == EntryType.OK
        ? completion
        : operation.invoke();
  }

  private static List<?> requests(Entry line) {
    return list(line, line.value());
  }

  private static Step write(OperationRecord operation, int position, Entry line, List<?> request) {
    Object value = at(line, request, 2);
    String key = word(line, request, 1);
    if (line.type() != EntryType.OK) {
      EntryType outcome = operation.outcome();
      return new Step(operation, position, true, key, value, outcome, Step.UNKNOWN);
    }
    long version = number(line, request, 4);
    return new Step(
        operation,
        position,
        true,
        key,
        value,
        outcome(line, request, 3),
        version < 0 ? Step.UNKNOWN : version);
  }

  private static @Nullable Step read(
      OperationRecord operation, int position, Entry line, List<?> request) {
    if (line.type() != EntryType.OK) {
      return null;
    }
    Object value = at(line, request, 2);
    long version = number(line, request, 4);
    long seen = version >= 0 ? version : value == Nil.NIL ? Step.ABSENT : Step.UNKNOWN;
    return new Step(
        operation, position, false, word(line, request, 1), value, outcome(line, request, 3), seen);
  }

  private static EntryType outcome(Entry line, List<?> request, int place) {
    return switch (word(line, request, place)) {
      case "ok" -> EntryType.OK;
      case "fail" -> EntryType.FAIL;
      case "info" -> EntryType.INFO;
      default -> throw broken(line, "no outcome: " + request.get(place));
    };
  }

  private static List<?> list(Entry line, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw broken(line, "a burst is a list of requests, and a request is a list: " + value);
  }

  private static Object at(Entry line, List<?> request, int place) {
    if (place < request.size()) {
      return request.get(place);
    }
    throw broken(line, "the request is too short: " + request);
  }

  private static String word(Entry line, List<?> request, int place) {
    if (at(line, request, place) instanceof String word) {
      return word;
    }
    throw broken(line, "a text is missing at place %d of %s".formatted(place, request));
  }

  private static long number(Entry line, List<?> request, int place) {
    if (at(line, request, place) instanceof Long number) {
      return number;
    }
    throw broken(line, "a number is missing at place %d of %s".formatted(place, request));
  }

  private static HistoryException broken(Entry line, String what) {
    return new HistoryException("index %d: %s".formatted(line.index(), what));
  }
}
