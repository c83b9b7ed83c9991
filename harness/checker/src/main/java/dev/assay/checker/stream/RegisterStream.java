package dev.assay.checker.stream;

import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.stream.Known.Block;
import dev.assay.checker.stream.Known.Possible;
import dev.assay.checker.stream.Known.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One register, as far as it matters for what is still to come. */
final class RegisterStream {
  /** About what a value costs that was seen, one that nobody saw, what is open, and the rest. */
  private static final long VALUE_BYTES = 800;

  private static final long POSSIBLE_BYTES = 160;

  private static final long OPEN_BYTES = 60;
  private static final long OWN_BYTES = 1000;

  private final RegisterStory story;
  private final Map<Object, Known> values = new HashMap<>();
  private final Blocks blocks = new Blocks();
  private final Refusals refusals = new Refusals();
  private final LinkedHashSet<Long> seers = new LinkedHashSet<>();
  private @Nullable Block touched;
  private @Nullable Violation violation;
  private long possible;

  RegisterStream(String key) {
    this.story = new RegisterStory(key);
    Block beginning = new Block(-1, null, -1);
    Stage absent = new Stage(Nil.NIL, -1, beginning);
    absent.firstEnd = -1;
    beginning.stages.add(absent);
    blocks.add(beginning);
    values.put(Nil.NIL, absent);
  }

  @Nullable Violation violation() {
    return violation;
  }

  /** How many values have refused compare-and-sets of which nothing is known. */
  long undecided() {
    return refusals.undecided(blocks.all(), values.values());
  }

  OpenState openState() {
    return new OpenState(
        0,
        values.size() - possible,
        possible,
        OWN_BYTES
            + (values.size() - possible) * VALUE_BYTES
            + possible * POSSIBLE_BYTES
            + seers.size() * OPEN_BYTES);
  }

  /**
   * An operation begins that may see a value, or make one.
   *
   * @param expected for a compare-and-set, the value that it sees
   * @param made the value that it makes; null for a read
   * @return false if the value is there already, so that nobody could tell the two apart
   */
  boolean begin(long index, @Nullable Object expected, @Nullable Object made) {
    if (made == null || expected != null) {
      seers.add(index);
    }
    if (made == null) {
      return true;
    }
    possible++;
    return values.putIfAbsent(made, new Possible(index, made, expected)) == null
        && !made.equals(expected);
  }

  /** A read is over; {@code value} is null if it tells nothing. */
  void read(OperationRecord operation, @Nullable Object value) {
    seers.remove(operation.invoke().index());
    if (value != null) {
      see(value, operation);
    }
    forget();
  }

  /** A write or a compare-and-set is over. */
  void made(OperationRecord operation, Object value) {
    long index = operation.invoke().index();
    Known known = values.get(value);
    boolean own = known != null && known.made() == index;
    seers.remove(index);
    switch (operation.outcome()) {
      case OK -> {
        if (own) {
          see(value, operation);
        }
      }
      case FAIL -> {
        if (own && known instanceof Possible tried) {
          values.remove(value);
          possible--;
          if (tried.used) {
            refusals.undo();
          }
        } else {
          violation = story.failed(operation, value);
        }
      }
      case INFO, INVOKE, EVENT -> {}
    }
    forget();
  }

  /** A compare-and-set was refused, since the value was another. It is still among the open. */
  void refused(OperationRecord operation, Object expected) {
    long begin = operation.invoke().index();
    Known known = values.get(expected);
    if (known == null || known.made() > begin || seenWithin(operation, known)) {
      return;
    }
    long end = operation.returnIndex();
    switch (known) {
      case Possible tried -> {
        tried.refusedUntil = Math.min(tried.refusedUntil, end);
        tried.refusedFrom = begin;
        if (tried.used) {
          refusals.undo();
        }
      }
      case Stage stage -> {
        if (!blocks.over(stage.block(), begin) && replaced(stage, begin) == null) {
          stage.refusedUntil = Math.min(stage.refusedUntil, end);
          stage.heldUntil =
              stage.firstEnd < begin ? Math.min(stage.heldUntil, end) : stage.heldUntil;
        }
      }
    }
  }

  /** Whether an operation on another value began and ended within this one. */
  private boolean seenWithin(OperationRecord operation, Known but) {
    long begin = operation.invoke().index();
    return blocks.anySince(
        begin,
        block ->
            block.stages.stream().anyMatch(stage -> stage != but && stage.lastBeginOfDone > begin));
  }

  /** A later stage of its block that was there before this moment; null if there is none. */
  private static @Nullable Stage replaced(Stage stage, long moment) {
    Deque<Stage> stages = stage.block().stages;
    for (var later = stages.descendingIterator(); later.hasNext(); ) {
      Stage other = later.next();
      if (other == stage) {
        return null;
      }
      if (other.firstEnd < moment) {
        return other;
      }
    }
    return null;
  }

  private void see(Object value, OperationRecord operation) {
    Known known = values.get(value);
    Stage stage =
        switch (known) {
          case null -> null;
          case Stage there -> there;
          case Possible tried -> takePlace(tried, operation);
        };
    if (stage != null) {
      touch(stage, operation);
    } else if (violation == null) {
      violation = story.unknown(operation, value);
    }
  }

  /** A value was made, and so were those that it follows; null if that cannot be. */
  private @Nullable Stage takePlace(Possible last, OperationRecord operation) {
    Deque<Possible> chain = new ArrayDeque<>();
    Set<Object> met = new HashSet<>();
    Known known = last;
    Stage stage = null;
    while (stage == null) {
      switch (known) {
        case null -> {
          violation = story.without(operation, chain.getFirst());
          return null;
        }
        case Stage there -> stage = there;
        case Possible tried -> {
          chain.addFirst(tried);
          Object expected = tried.expected();
          if (expected == null) {
            stage = beginning(chain.removeFirst(), operation);
          } else if (!met.add(expected)) {
            violation = story.without(operation, tried);
            return null;
          } else {
            known = values.get(expected);
          }
        }
      }
    }
    for (Possible next : chain) {
      if (stage.block().stages.getLast() != stage) {
        violation = story.twice(operation, stage, next);
        return null;
      }
      stage = follow(stage.block(), next, operation);
    }
    return stage;
  }

  private Stage beginning(Possible made, OperationRecord operation) {
    Block block = new Block(operation.returnIndex(), operation, made.made());
    blocks.add(block);
    return follow(block, made, operation);
  }

  private Stage follow(Block block, Possible made, OperationRecord operation) {
    Stage stage = new Stage(made.value(), made.made(), block);
    if (block.stages.isEmpty() && block.droppedBegin < 0) {
      block.refusedFrom = made.refusedFrom;
      block.refusedUntil = made.refusedUntil;
    } else {
      stage.refusedUntil = made.refusedUntil;
    }
    stage.used = made.used;
    block.stages.add(stage);
    blocks.begun(block, made.made(), operation);
    values.put(made.value(), stage);
    possible--;
    return stage;
  }

  /** An operation on a value is over. */
  private void touch(Stage stage, OperationRecord operation) {
    long begin = operation.invoke().index();
    stage.firstEnd = Math.min(stage.firstEnd, operation.returnIndex());
    stage.lastBegin = Math.max(stage.lastBegin, begin);
    stage.lastBeginOfDone = Math.max(stage.lastBeginOfDone, begin);
    Block block = stage.block();
    touched = block;
    blocks.begun(block, begin, operation);
    Stage later = replaced(stage, stage.lastBegin);
    Block other = blocks.contradicting(block);
    OperationRecord forgotten = blocks.contradictingForgotten(block);
    if (later != null) {
      violation = story.replaced(operation, stage, later);
    } else if (other != null) {
      violation = story.contradiction(operation, stage, other);
    } else if (forgotten != null) {
      violation = story.contradiction(operation, stage, forgotten);
    } else if (stage.heldUntil < stage.lastBegin) {
      violation = story.refused(operation, stage);
    }
  }

  private void forget() {
    if (violation != null) {
      return;
    }
    long oldest = seers.isEmpty() ? Long.MAX_VALUE : seers.getFirst();
    Block last = touched;
    if (last != null) {
      forgetStages(last, oldest);
      touched = null;
    }
    blocks.forget(oldest, this::forgotten);
    refusals.settle(blocks.firstEnd(), values.values());
  }

  private void forgotten(Block block) {
    refusals.forgotten(block);
    block.stages.forEach(stage -> values.remove(stage.value(), stage));
  }

  private void forgetStages(Block block, long oldest) {
    while (block.stages.size() > 1) {
      Stage first = block.stages.getFirst();
      if (replaced(first, oldest) == null) {
        return;
      }
      refusals.dropped(block);
      block.stages.removeFirst();
      values.remove(first.value(), first);
    }
  }
}
