package dev.assay.checker.linear;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Decides small register histories by trying every order, and every choice of which operations of
 * unknown outcome took effect. Written from the definitions, it shares no code with the checker.
 */
final class BruteForce {
  private final FailedOps failedOps;
  private final NilReads nilReads;
  private final boolean sessions;
  private final List<OperationRecord> operations;
  private final boolean[] placed;

  BruteForce(
      FailedOps failedOps, NilReads nilReads, boolean sessions, List<OperationRecord> operations) {
    this.failedOps = failedOps;
    this.nilReads = nilReads;
    this.sessions = sessions;
    this.operations = operations.stream().filter(this::matters).toList();
    this.placed = new boolean[this.operations.size()];
  }

  private boolean matters(OperationRecord operation) {
    boolean ok = operation.outcome() == EntryType.OK;
    return switch (operation.invoke().f()) {
      case "read" -> ok && !(result(operation) == Nil.NIL && nilReads == NilReads.UNKNOWN);
      case "get" -> ok;
      case "write", "append" -> operation.outcome() != EntryType.FAIL;
      default -> operation.outcome() != EntryType.FAIL || failedOps == FailedOps.CONSTRAIN;
    };
  }

  private static Object result(OperationRecord operation) {
    Object value = operation.completion() == null ? null : operation.completion().value();
    return value == null ? "?" : value;
  }

  boolean explains() {
    boolean text =
        operations.stream()
            .anyMatch(operation -> List.of("get", "append").contains(operation.invoke().f()));
    return explains(text ? "" : Nil.NIL);
  }

  private boolean explains(Object state) {
    boolean complete = true;
    for (int at = 0; at < placed.length; at++) {
      if (placed[at]) {
        continue;
      }
      OperationRecord operation = operations.get(at);
      complete &= operation.outcome() == EntryType.INFO;
      if (mayComeNext(at)) {
        for (Object after : after(state, operation)) {
          placed[at] = true;
          boolean found = explains(after);
          placed[at] = false;
          if (found) {
            return true;
          }
        }
      }
    }
    return complete;
  }

  /** No operation that had to come before it is still to be placed. */
  private boolean mayComeNext(int at) {
    for (int other = 0; other < placed.length; other++) {
      if (!placed[other] && other != at && mustPrecede(operations.get(other), operations.get(at))) {
        return false;
      }
    }
    return true;
  }

  private boolean mustPrecede(OperationRecord first, OperationRecord second) {
    if (first.outcome() == EntryType.INFO || first.completion() == null) {
      return false;
    }
    boolean over = first.completion().index() < second.invoke().index();
    if (!sessions) {
      return over;
    }
    boolean sameSession =
        first.session() == null
            ? first.invoke().actor().equals(second.invoke().actor())
            : Objects.equals(first.session(), second.session());
    return over && (sameSession || !onlyReads(second));
  }

  private static boolean onlyReads(OperationRecord operation) {
    return operation.invoke().f().equals("read") || operation.outcome() == EntryType.FAIL;
  }

  /** The states that may follow; none if the operation cannot have had its result here. */
  private static List<Object> after(Object state, OperationRecord operation) {
    List<Object> states = new ArrayList<>();
    Object argument = operation.invoke().value();
    if (argument == null) {
      if (state.equals(result(operation))) {
        states.add(state);
      }
    } else if (argument instanceof List<?> pair) {
      boolean matches = state.equals(pair.get(0));
      if (operation.outcome() == EntryType.FAIL) {
        if (!matches) {
          states.add(state);
        }
      } else if (matches) {
        states.add(pair.get(1));
      }
    } else if (operation.invoke().f().equals("append")) {
      states.add(state + argument.toString());
    } else {
      states.add(argument);
    }
    return states;
  }
}
