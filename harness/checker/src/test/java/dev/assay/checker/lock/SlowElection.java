package dev.assay.checker.lock;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A slow check of small histories of one election: goes through the lines in order and tries,
 * before each, all that may happen unseen: a candidate's node comes or goes, a candidate looks.
 */
final class SlowElection {
  private static final int MOST = 300_000;

  private final List<Entry> history;
  private final List<OperationRecord> operations;
  private final Map<Object, OperationRecord> campaigns = new HashMap<>();
  private final Map<Object, Long> epochs = new HashMap<>();
  private final Set<State> tried = new HashSet<>();

  /**
   * Before a line.
   *
   * @param created the candidates whose nodes ever were there, in the order of their numbers
   * @param looked the invocations of those {@code lead} that took effect
   */
  private record State(int line, List<Object> created, Set<Object> there, Set<Long> looked) {}

  SlowElection(List<Entry> history) {
    this.history = history;
    this.operations = Operations.ofClients(history);
    for (OperationRecord operation : operations) {
      if (operation.invoke().f().equals("campaign") && operation.outcome() != EntryType.FAIL) {
        campaigns.put(candidate(operation), operation);
      }
      Entry completion = operation.completion();
      if (operation.outcome() == EntryType.OK
          && operation.invoke().f().equals("lead")
          && completion != null
          && completion.value() instanceof Map<?, ?> value
          && value.get("epoch") instanceof Long epoch) {
        epochs.put(candidate(operation), epoch);
      }
    }
  }

  private static Object candidate(OperationRecord operation) {
    return operation.invoke().value() instanceof Map<?, ?> value
        ? Objects.requireNonNullElse(value.get("candidate"), "")
        : "";
  }

  /**
   * Whether an election explains who led, and under which epoch; empty when there is too much to
   * try: with many outcomes unknown it grows exponentially.
   */
  Optional<Boolean> explained() {
    boolean explained = explains(new State(0, List.of(), Set.of(), Set.of()));
    return tried.size() < MOST ? Optional.of(explained) : Optional.empty();
  }

  private boolean explains(State state) {
    if (tried.size() >= MOST || !tried.add(state)) {
      return false;
    }
    if (state.line == history.size()) {
      return true;
    }
    for (OperationRecord operation : operations) {
      State next = operation.invoke().index() < state.line ? after(operation, state) : null;
      if (next != null && explains(next)) {
        return true;
      }
    }
    for (Object candidate : state.there) {
      if (mayGo(candidate, state.line)) {
        Set<Object> there = new HashSet<>(state.there);
        there.remove(candidate);
        if (explains(new State(state.line, state.created, there, state.looked))) {
          return true;
        }
      }
    }
    return !misses(state)
        && explains(new State(state.line + 1, state.created, state.there, state.looked));
  }

  /** An operation takes effect now; null if it cannot. */
  private @Nullable State after(OperationRecord operation, State state) {
    Object candidate = candidate(operation);
    return switch (operation.invoke().f()) {
      case "campaign" -> {
        if (operation.outcome() == EntryType.FAIL || state.created.contains(candidate)) {
          yield null;
        }
        List<Object> created = new ArrayList<>(state.created);
        created.add(candidate);
        Set<Object> there = new HashSet<>(state.there);
        there.add(candidate);
        yield grow(created) ? new State(state.line, created, there, state.looked) : null;
      }
      case "lead" -> {
        if (operation.outcome() != EntryType.OK || state.looked.contains(index(operation))) {
          yield null;
        }
        Object first =
            state.created.stream().filter(state.there::contains).findFirst().orElse("nobody");
        Set<Long> looked = new HashSet<>(state.looked);
        looked.add(index(operation));
        yield first.equals(candidate)
            ? new State(state.line, state.created, state.there, looked)
            : null;
      }
      default -> null;
    };
  }

  private static long index(OperationRecord operation) {
    return operation.invoke().index();
  }

  private boolean grow(List<Object> created) {
    long last = Long.MIN_VALUE;
    for (Object candidate : created) {
      Long epoch = epochs.get(candidate);
      if (epoch != null && epoch <= last) {
        return false;
      }
      last = epoch == null ? last : epoch;
    }
    return true;
  }

  /** Whether an operation is completed by this line and has not taken effect. */
  private boolean misses(State state) {
    for (OperationRecord operation : operations) {
      if (operation.returnIndex() == state.line && operation.outcome() == EntryType.OK) {
        boolean done =
            switch (operation.invoke().f()) {
              case "campaign" -> state.created.contains(candidate(operation));
              case "lead" -> state.looked.contains(index(operation));
              default -> true;
            };
        if (!done) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the node may go just before this line: it was given up, or its session may be over. */
  private boolean mayGo(Object candidate, int line) {
    OperationRecord campaign = Objects.requireNonNull(campaigns.get(candidate));
    @Nullable String session = campaign.session();
    boolean known =
        campaign.outcome() == EntryType.OK
            && session != null
            && session.equals(campaign.invoke().session());
    boolean alive = false;
    boolean resigned = false;
    for (OperationRecord operation : operations) {
      boolean before = operation.invoke().index() < line;
      resigned |=
          before
              && operation.invoke().f().equals("resign")
              && candidate(operation).equals(candidate);
      alive |=
          !before
              && operation.outcome() == EntryType.OK
              && Objects.equals(operation.session(), session);
    }
    return !known || resigned || !alive;
  }
}
