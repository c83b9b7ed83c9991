package dev.assay.checker.zones;

import static dev.assay.checker.zones.RegisterHistory.NEVER;
import static dev.assay.checker.zones.RegisterHistory.NONE;

import dev.assay.checker.arrays.IntStack;
import java.util.Arrays;

/** The clusters and chains of a history, with what each knows of its zone. */
final class Chains {
  private final RegisterHistory history;

  /** By value: the operation that wrote it. */
  final int[] writer;

  /** By value: the first end, and the last beginning, among those that wrote or required it. */
  final int[] firstEnd;

  final int[] lastStart;

  /** By value: the value that replaced it by compare-and-set. */
  final int[] next;

  /** By value: whether it was there for certain. */
  private final boolean[] live;

  private IntStack conflict = new IntStack();
  private String why = "";
  private boolean unique = true;

  private Chains(RegisterHistory history) {
    this.history = history;
    this.writer = filled(NONE);
    this.firstEnd = filled(NEVER);
    this.lastStart = filled(NONE);
    this.next = filled(NONE);
    this.live = new boolean[history.values()];
  }

  private int[] filled(int value) {
    int[] array = new int[history.values()];
    Arrays.fill(array, value);
    return array;
  }

  /** Finds them; looks for what contradicts rule 1. */
  static Chains of(RegisterHistory history) {
    Chains chains = new Chains(history);
    chains.findWriters();
    if (chains.unique) {
      chains.findLive();
      chains.touch();
    }
    return chains;
  }

  /** Whether every value was written once, and the initial one never. */
  boolean unique() {
    return unique;
  }

  /** Why there is no order; empty if there may be one. */
  String why() {
    return why;
  }

  /** The operations that show it. */
  int[] conflict() {
    return conflict.toArray();
  }

  boolean live(int value) {
    return live[value];
  }

  /** Whether no compare-and-set led to the value. */
  boolean root(int value) {
    return writer[value] == NONE || history.requires()[writer[value]] == NONE;
  }

  private void findWriters() {
    int[] produces = history.produces();
    for (int operation = 0; operation < produces.length; operation++) {
      int value = produces[operation];
      if (value != NONE) {
        unique &= writer[value] == NONE && value != history.initial();
        writer[value] = operation;
      }
    }
  }

  private void findLive() {
    IntStack found = new IntStack();
    live[history.initial()] = true;
    for (int operation = 0; operation < history.size(); operation++) {
      if (!history.optional(operation)) {
        revive(history.requires()[operation], found);
        revive(history.produces()[operation], found);
      }
    }
    while (found.size() > 0) {
      int by = writer[found.pop()];
      if (by != NONE) {
        revive(history.requires()[by], found);
      }
    }
  }

  private void revive(int value, IntStack found) {
    if (value != NONE && !live[value]) {
      live[value] = true;
      found.push(value);
    }
  }

  private void touch() {
    int[] requires = history.requires();
    int[] produces = history.produces();
    for (int operation = 0; operation < requires.length && why.isEmpty(); operation++) {
      int required = requires[operation];
      int produced = produces[operation];
      boolean counts = !history.optional(operation) || (produced != NONE && live[produced]);
      if (!counts) {
        continue;
      }
      if (produced != NONE) {
        touch(produced, operation);
      }
      if (required != NONE) {
        require(operation, required, produced);
      }
    }
    firstEnd[history.initial()] = -1;
  }

  private void touch(int value, int operation) {
    firstEnd[value] = Math.min(firstEnd[value], history.end()[operation]);
    lastStart[value] = Math.max(lastStart[value], history.start()[operation]);
  }

  private void require(int operation, int required, int produced) {
    int by = writer[required];
    if (by == NONE && required != history.initial()) {
      fail("nobody wrote what was found", operation);
    } else if (by != NONE && history.end()[operation] < history.start()[by]) {
      fail("a value was found before it was written", by, operation);
    } else if (produced == NONE) {
      touch(required, operation);
    } else if (next[required] == NONE) {
      next[required] = produced;
    } else {
      fail("two operations replaced the same value", writer[next[required]], operation);
      if (by != NONE) {
        conflict.push(by);
      }
    }
  }

  void fail(String reason, int... operations) {
    why = reason;
    conflict = new IntStack();
    for (int operation : operations) {
      conflict.push(operation);
    }
  }

  void fail(String reason, IntStack operations) {
    fail(reason, operations.toArray());
  }
}
