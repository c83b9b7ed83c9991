package dev.assay.checker.lock;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A slow check of small histories of one lock: goes through the lines in order and tries, before
 * each, all that may happen unseen: an acquisition takes effect, a hold ends.
 */
final class SlowLock {
  private final List<Entry> history;
  private final List<OperationRecord> operations;
  private final List<OperationRecord> acquired;
  private final Set<State> tried = new HashSet<>();

  /** Before a line: which acquisitions took effect, and which of them holds (-1 for none). */
  private record State(int line, Set<Integer> effective, int holder) {}

  SlowLock(List<Entry> history) {
    this.history = history;
    this.operations = Operations.ofClients(history);
    this.acquired = ok("acquire");
  }

  private List<OperationRecord> ok(String f) {
    return operations.stream()
        .filter(each -> each.invoke().f().equals(f) && each.outcome() == EntryType.OK)
        .toList();
  }

  /** Whether a lock with one holder at a time explains the history. */
  boolean oneHolder() {
    return explains(new State(0, Set.of(), -1));
  }

  private boolean explains(State state) {
    if (!tried.add(state)) {
      return false;
    }
    if (state.line == history.size()) {
      return true;
    }
    if (state.holder < 0) {
      for (int i = 0; i < acquired.size(); i++) {
        boolean open = acquired.get(i).invoke().index() < state.line;
        if (open && !state.effective.contains(i)) {
          Set<Integer> effective = new HashSet<>(state.effective);
          effective.add(i);
          if (explains(new State(state.line, effective, i))) {
            return true;
          }
        }
      }
    } else if (mayEnd(acquired.get(state.holder), state.line)
        && explains(new State(state.line, state.effective, -1))) {
      return true;
    }
    for (int i = 0; i < acquired.size(); i++) {
      if (acquired.get(i).returnIndex() == state.line && !state.effective.contains(i)) {
        return false;
      }
    }
    return explains(new State(state.line + 1, state.effective, state.holder));
  }

  /** Whether the hold may end just before this line. */
  private boolean mayEnd(OperationRecord acquire, int line) {
    @Nullable String before = acquire.invoke().session();
    @Nullable String session = acquire.session();
    if (session == null || (before != null && !before.equals(session))) {
      return true;
    }
    boolean released = false;
    boolean alive = false;
    for (OperationRecord operation : operations) {
      long invoked = operation.invoke().index();
      boolean own =
          operation.invoke().actor().equals(acquire.invoke().actor())
              || session.equals(operation.session());
      released |=
          operation.invoke().f().equals("release")
              && own
              && invoked > acquire.invoke().index()
              && invoked < line;
      alive |=
          operation.outcome() == EntryType.OK
              && Objects.equals(session, operation.session())
              && invoked >= line;
    }
    return released || !alive;
  }

  boolean tokensGrow() {
    for (int i = 0; i < acquired.size(); i++) {
      for (int j = 0; j < acquired.size(); j++) {
        OperationRecord left = acquired.get(i);
        OperationRecord right = acquired.get(j);
        boolean before = left.returnIndex() < right.invoke().index();
        boolean twice = i != j && token(left) == token(right);
        if (twice || (before && token(left) > token(right))) {
          return false;
        }
      }
    }
    return true;
  }

  private static long token(OperationRecord acquire) {
    return Values.number(Values.completion(acquire), "token");
  }

  boolean fenced() {
    for (OperationRecord left : ok("work")) {
      for (OperationRecord right : ok("work")) {
        if (left.returnIndex() < right.invoke().index()
            && Values.number(left.invoke(), "token") > Values.number(right.invoke(), "token")) {
          return false;
        }
      }
    }
    return true;
  }
}
