package dev.assay.checker.stream;

import dev.assay.checker.history.OperationRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is known of a value of a register. */
sealed interface Known {
  /** The index of the invocation that makes it; -1 for the value at the beginning. */
  long made();

  /** Somebody tries to make it, and nobody has seen it. */
  final class Possible implements Known {
    private final long made;
    private final Object value;
    private final @Nullable Object expected;

    /** As that of a stage. */
    long refusedUntil = Long.MAX_VALUE;

    /** The last begin of the compare-and-sets that were refused then. */
    long refusedFrom = -1;

    /** Whether it was put into the order so that a refusal fits. */
    boolean used;

    Possible(long made, Object value, @Nullable Object expected) {
      this.made = made;
      this.value = value;
      this.expected = expected;
    }

    @Override
    public long made() {
      return made;
    }

    Object value() {
      return value;
    }

    /** The value before it, for a compare-and-set. */
    @Nullable Object expected() {
      return expected;
    }
  }

  /** It was there. */
  final class Stage implements Known {
    private final Object value;
    private final long made;
    private final Block block;

    /** The first completion of an operation on it; {@link Long#MAX_VALUE} if there is none. */
    long firstEnd = Long.MAX_VALUE;

    /** The last invocation of one; and the same of those that were completed. */
    long lastBegin;

    long lastBeginOfDone = -1;

    /** The first end of the refused compare-and-sets that may find it there for good. */
    long refusedUntil = Long.MAX_VALUE;

    /** Whether it was put into the order before anybody had seen it. */
    boolean used;

    /** The first end of those that began when it had been seen. */
    long heldUntil = Long.MAX_VALUE;

    Stage(Object value, long made, Block block) {
      this.value = value;
      this.made = made;
      this.block = block;
      this.lastBegin = made;
    }

    Object value() {
      return value;
    }

    @Override
    public long made() {
      return made;
    }

    Block block() {
      return block;
    }
  }

  /** Stages that follow one another at once; blocks are linked by the order of their first end. */
  final class Block {
    final Deque<Stage> stages = new ArrayDeque<>();
    final long firstEnd;

    /** Whose completion that was; null for the value at the beginning. */
    final @Nullable OperationRecord first;

    long lastBegin;
    @Nullable OperationRecord last;

    /** The index of the invocation that makes its first value. */
    final long made;

    /**
     * What was refused of its first value before anybody had seen it: the last begin, the first
     * end. It fits if the value was made after the last begin.
     */
    long refusedFrom = -1;

    long refusedUntil = Long.MAX_VALUE;

    /** The last begin of an operation on one of its stages that were forgotten. */
    long droppedBegin = -1;

    /** The greatest {@link #lastBegin} of all blocks before this one. */
    long lastBeginBefore = Long.MIN_VALUE;

    @Nullable Block before;
    @Nullable Block after;

    Block(long firstEnd, @Nullable OperationRecord first, long made) {
      this.firstEnd = firstEnd;
      this.first = first;
      this.made = made;
      this.lastBegin = made;
      this.last = first;
    }

    /** Whether it has to come before the other one. */
    boolean precedes(Block other) {
      return firstEnd < other.lastBegin;
    }
  }
}
