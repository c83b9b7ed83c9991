package dev.assay.checker.stream;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.stream.Known.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one register that may still matter, in the order of their first end, and what is
 * left of the forgotten ones.
 */
final class Blocks {
  private @Nullable Block head;
  private @Nullable Block tail;
  private long forgottenBegin = Long.MIN_VALUE;
  private @Nullable OperationRecord forgottenLast;

  /** A block whose first end is the present moment. */
  void add(Block block) {
    Block last = tail;
    if (last == null) {
      head = block;
    } else {
      last.after = block;
      block.before = last;
      block.lastBeginBefore = Math.max(last.lastBeginBefore, last.lastBegin);
    }
    tail = block;
  }

  /** An operation of the block began then; it is the last one, or not. */
  void begun(Block block, long begin, OperationRecord operation) {
    if (begin <= block.lastBegin) {
      return;
    }
    block.lastBegin = begin;
    block.last = operation;
    for (Block later = block.after;
        later != null && later.lastBeginBefore < begin;
        later = later.after) {
      later.lastBeginBefore = begin;
    }
  }

  /** A block that has to come before this one and after it; null if there is none. */
  @Nullable Block contradicting(Block block) {
    for (Block other = tail; other != null; other = other.before) {
      if (other != block && other.precedes(block) && block.precedes(other)) {
        return other;
      }
      if (other.lastBeginBefore <= block.firstEnd) {
        return null;
      }
    }
    return null;
  }

  /**
   * The operation that began last of all that was forgotten, if this block has to come before it;
   * null if it does not.
   */
  @Nullable OperationRecord contradictingForgotten(Block block) {
    return block.firstEnd < forgottenBegin ? forgottenLast : null;
  }

  /** Whether a block has to come after this one and was there before this moment. */
  boolean over(Block block, long moment) {
    if (block.firstEnd < forgottenBegin) {
      return true;
    }
    for (Block other = tail; other != null; other = other.before) {
      if (other != block && other.firstEnd < moment && block.precedes(other)) {
        return true;
      }
      if (other.lastBeginBefore <= block.firstEnd) {
        return false;
      }
    }
    return false;
  }

  /** All of them, the first end first. */
  List<Block> all() {
    List<Block> all = new ArrayList<>();
    for (Block block = head; block != null; block = block.after) {
      all.add(block);
    }
    return all;
  }

  /** The first end of the first one; {@link Long#MAX_VALUE} if there is none. */
  long firstEnd() {
    return head == null ? Long.MAX_VALUE : head.firstEnd;
  }

  /** Whether this holds of a block in which an operation began after this moment. */
  boolean anySince(long moment, Predicate<Block> condition) {
    for (Block block = tail; block != null; block = block.before) {
      if (condition.test(block)) {
        return true;
      }
      if (block.lastBeginBefore <= moment) {
        return false;
      }
    }
    return false;
  }

  /**
   * Forgets what nobody may see any more.
   *
   * @param oldest the first invocation of an open operation that may see a value
   * @param forgotten is told of each
   */
  void forget(long oldest, Consumer<Block> forgotten) {
    Block latest = null;
    long second = forgottenBegin;
    for (Block block = head; block != null && block.firstEnd < oldest; block = block.after) {
      if (latest == null || block.lastBegin > latest.lastBegin) {
        second = latest == null ? second : Math.max(second, latest.lastBegin);
        latest = block;
      } else {
        second = Math.max(second, block.lastBegin);
      }
    }
    if (latest == null) {
      return;
    }
    long first = Math.max(latest.lastBegin, forgottenBegin);
    Block block = head;
    while (block != null && block.firstEnd < oldest && block.firstEnd < first) {
      Block next = block.after;
      if (block != latest || block.firstEnd < second) {
        remove(block);
        forgotten.accept(block);
      }
      block = next;
    }
  }

  private void remove(Block block) {
    if (block.lastBegin > forgottenBegin) {
      forgottenBegin = block.lastBegin;
      forgottenLast = block.last;
    }
    Block previous = block.before;
    Block next = block.after;
    if (previous == null) {
      head = next;
    } else {
      previous.after = next;
    }
    if (next == null) {
      tail = previous;
    } else {
      next.before = previous;
    }
  }
}
