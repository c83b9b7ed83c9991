package dev.assay.checker.stream;

import dev.assay.checker.stream.Known.Block;
import dev.assay.checker.stream.Known.Possible;
import dev.assay.checker.stream.Known.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
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
 * <p>A value that nobody had seen when it was refused may have been made after that began, if all
 * that comes later ends after that; those before it then have to wait, too.
 *
 * <p>Where a refusal does not fit, an operation of unknown outcome that nobody has seen may have
 * taken effect there, once, if all that comes later ends after it began. If it is then seen by
 * somebody, that was wrong; if it is acknowledged and nobody reads its value, it stays there. What
 * does not fit may fit into another order, and is undecided.
 */
final class Refusals {
  /**
   * What is left of a block.
   *
   * @param over when it is over at the latest
   * @param made the begin of what makes its first value
   * @param value its last value
   * @param refusedUntil the first end of what was refused of that
   * @param late when the first value has to be made at the earliest, so that refusals before it was
   *     seen fit; -1 for any time
   * @param early or else, by when the next value has to be made
   */
  private record Remains(
      long over, long made, long firstEnd, Object value, long refusedUntil, long late, long early) {
    static Remains of(Block block) {
      Stage stage = block.stages.getLast();
      boolean alone = block.stages.size() == 1 && block.droppedBegin < 0;
      return new Remains(
          Math.max(block.firstEnd, block.lastBegin),
          block.made,
          block.firstEnd,
          stage.value(),
          stage.refusedUntil,
          followedSoon(block) ? -1 : block.refusedFrom,
          alone ? block.refusedUntil : -1);
    }

    boolean fitsBefore(long madeNext) {
      return Math.max(over, madeNext) <= refusedUntil;
    }

    /** Its first value is made late. */
    Remains madeLate() {
      return new Remains(
          over, Math.max(made, late), firstEnd, value, refusedUntil, -1, Long.MAX_VALUE);
    }

    /** Its first value is made at any time, and the next one soon. */
    Remains madeEarly() {
      long until = late < 0 ? refusedUntil : Math.min(refusedUntil, early);
      return new Remains(over, made, firstEnd, value, until, -1, Long.MAX_VALUE);
    }

    /** As it is to be made behind this one, where all that comes later ends after that. */
    Remains behind(@Nullable Remains before, long laterEnd) {
      Remains there = madeLate();
      boolean fits = before == null || before.fitsBefore(there.made);
      return late >= 0 && late < laterEnd && fits ? there : madeEarly();
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

  /** Whether the second value of a block was made before the refusals of its first one ended. */
  private static boolean followedSoon(Block block) {
    if (block.stages.size() == 1 || block.droppedBegin >= 0) {
      return false;
    }
    Iterator<Stage> stages = block.stages.iterator();
    long begin = Math.max(block.firstEnd, stages.next().lastBegin);
    return Math.max(begin, stages.next().made()) <= block.refusedUntil;
  }

  /** The first stage of a block, which has others, will not be seen again. */
  void dropped(Block block) {
    block.refusedFrom = followedSoon(block) ? -1 : block.refusedFrom;
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
        && stage.refusedUntil == Long.MAX_VALUE
        && block.refusedUntil == Long.MAX_VALUE;
  }

  /** All blocks that are left or are still to come have their first end then, or later. */
  void settle(long firstEnd, Collection<Known> values) {
    for (Remains next = waiting.peek();
        next != null && next.over < firstEnd;
        next = waiting.peek()) {
      waiting.remove();
      long laterEnd = waiting.stream().mapToLong(Remains::firstEnd).reduce(firstEnd, Math::min);
      Remains before = last;
      Remains placed = next.behind(before, laterEnd);
      if (before != null && !before.fitsBefore(placed.made)) {
        long end = Math.min(laterEnd, next.firstEnd);
        values.stream()
            .filter(known -> before.fitsBefore(known, end))
            .findFirst()
            .ifPresentOrElse(known -> ((Possible) known).used = true, this::undo);
      }
      last = placed;
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
    long[] ends = firstEnds(rest);
    for (int at = 0; at <= rest.size(); at++) {
      Remains next = at < rest.size() ? rest.get(at).behind(before, ends[at + 1]) : null;
      if (before != null && !fits(before, next, ends[at], values, taken)) {
        misfits++;
      }
      before = next;
    }
    return misfits;
  }

  /** For each place, the first end of what is there or later. */
  private static long[] firstEnds(List<Remains> rest) {
    long[] ends = new long[rest.size() + 1];
    ends[rest.size()] = Long.MAX_VALUE;
    for (int at = rest.size() - 1; at >= 0; at--) {
      ends[at] = Math.min(ends[at + 1], rest.get(at).firstEnd);
    }
    return ends;
  }

  private static boolean fits(
      Remains before,
      @Nullable Remains next,
      long laterEnd,
      Collection<Known> values,
      Set<Known> taken) {
    if (before.fitsBefore(next == null ? Long.MAX_VALUE : next.made)) {
      return true;
    }
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
