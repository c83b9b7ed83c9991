package dev.assay.checker.stream;

import dev.assay.checker.stream.Known.Block;
import dev.assay.checker.stream.Known.Possible;
import dev.assay.checker.stream.Known.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether refused compare-and-sets fit into one order of the blocks of a register.
 *
 * <p>Blocks in the order of the greater of first end and last begin agree with what has to come
 * before what. Let each operation take effect as early as this order lets it: at the last begin of
 * all operations up to it. A refusal fits if the next value is made before its end. All blocks
 * before a block begin before its first end, or they would have to come after it: so no more need
 * be known of them.
 *
 * <p>Where a refusal does not fit, an operation of unknown outcome that nobody has seen may have
 * taken effect there, once, if all that comes later ends after it began. If it is then seen by
 * somebody, that was wrong; if it is acknowledged and nobody reads its value, it stays there. What
 * does not fit may fit into another order, and is undecided.
 */
final class Refusals {
  /** What is left of a block: when it is over at the latest, and what was refused of its value. */
  private record Remains(long over, long made, long firstEnd, Object value, long refusedUntil) {
    static Remains of(Block block) {
      Stage stage = block.stages.getLast();
      return new Remains(
          Math.max(block.firstEnd, block.lastBegin),
          block.made,
          block.firstEnd,
          stage.value(),
          stage.refusedUntil);
    }

    boolean fitsBefore(long madeNext) {
      return Math.max(over, madeNext) <= refusedUntil;
    }

    /** Whether this may have taken effect after it, unseen, before all that ends from then on. */
    boolean fitsBefore(Known known, long laterEnd) {
      return known instanceof Possible possible
          && !possible.used
          && possible.refusedUntil == Long.MAX_VALUE
          && (possible.expected() == null || value.equals(possible.expected()))
          && possible.made() < laterEnd
          && fitsBefore(possible.made());
    }
  }

  private static final Comparator<Remains> ORDER = Comparator.comparingLong(Remains::over);

  private final PriorityQueue<Remains> waiting = new PriorityQueue<>(ORDER);
  private @Nullable Remains last;
  private long undecided;

  /** The first stage of a block, which has others, will not be seen again. */
  void dropped(Block block) {
    undecided += misfits(block, block.stages.stream().limit(2).toList());
    undecided += block.stages.getFirst().used ? 1 : 0;
    block.droppedBegin = Math.max(block.droppedBegin, block.stages.getFirst().lastBegin);
  }

  /** No value of the block will be seen again. */
  void forgotten(Block block) {
    if (!isPlaced(block)) {
      undecided += misfits(block, List.copyOf(block.stages));
      undecided += block.stages.stream().filter(stage -> stage.used).count();
      waiting.add(Remains.of(block));
    }
  }

  /** An operation that was put somewhere did not take effect there. */
  void undo() {
    undecided++;
  }

  /** Whether it was put before others already, and nothing came of it since. */
  private static boolean isPlaced(Block block) {
    Stage stage = block.stages.getFirst();
    return block.stages.size() == 1
        && stage.used
        && block.droppedBegin < 0
        && block.lastBegin == block.made
        && stage.refusedUntil == Long.MAX_VALUE;
  }

  /** All blocks that are left or are still to come have their first end then, or later. */
  void settle(long firstEnd, Collection<Known> values) {
    for (Remains next = waiting.peek();
        next != null && next.over < firstEnd;
        next = waiting.peek()) {
      Remains before = last;
      if (before != null && !before.fitsBefore(next.made)) {
        long laterEnd = waiting.stream().mapToLong(Remains::firstEnd).reduce(firstEnd, Math::min);
        values.stream()
            .filter(known -> before.fitsBefore(known, laterEnd))
            .findFirst()
            .ifPresentOrElse(known -> ((Possible) known).used = true, this::undo);
      }
      waiting.remove();
      last = next;
    }
  }

  /** How many stages have refusals that do not fit, if the history ends here. */
  long undecided(List<Block> blocks, Collection<Known> values) {
    List<Remains> rest = new ArrayList<>(waiting);
    long misfits = undecided;
    for (Block block : blocks) {
      if (!isPlaced(block)) {
        misfits += misfits(block, List.copyOf(block.stages));
        misfits += block.stages.stream().filter(stage -> stage.used).count();
        rest.add(Remains.of(block));
      }
    }
    rest.sort(ORDER);
    Set<Known> taken = new HashSet<>();
    Remains before = last;
    for (int at = 0; at <= rest.size(); at++) {
      if (before != null && !fits(before, rest.subList(at, rest.size()), values, taken)) {
        misfits++;
      }
      before = at < rest.size() ? rest.get(at) : null;
    }
    return misfits;
  }

  private static boolean fits(
      Remains before, List<Remains> later, Collection<Known> values, Set<Known> taken) {
    if (before.fitsBefore(later.isEmpty() ? Long.MAX_VALUE : later.getFirst().made)) {
      return true;
    }
    long laterEnd = later.stream().mapToLong(Remains::firstEnd).min().orElse(Long.MAX_VALUE);
    return values.stream()
        .filter(known -> !taken.contains(known) && before.fitsBefore(known, laterEnd))
        .findFirst()
        .map(taken::add)
        .orElse(false);
  }

  /** Of stages that follow one another, how many are not over when they were refused. */
  private static long misfits(Block block, List<Stage> stages) {
    long misfits = 0;
    long begin = Math.max(block.firstEnd, block.droppedBegin);
    for (int at = 0; at + 1 < stages.size(); at++) {
      begin = Math.max(begin, stages.get(at).lastBegin);
      boolean fits = Math.max(begin, stages.get(at + 1).made()) <= stages.get(at).refusedUntil;
      misfits += fits ? 0 : 1;
    }
    return misfits;
  }
}
