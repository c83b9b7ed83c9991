package dev.assay.checker.counter;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Numbered;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a history says of one counter.
 *
 * @param possible the increments that did not fail
 * @param acknowledged those that were acknowledged
 * @param reads the acknowledged reads, with the count that they show
 */
record Counter(
    String key,
    List<OperationRecord> possible,
    List<OperationRecord> acknowledged,
    List<Numbered> reads) {
  private static final long MOST = 1L << 40;
  private static final int MOST_SHOWN = 5;

  static Counter of(String key, List<OperationRecord> operations) {
    Counter counter = new Counter(key, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (OperationRecord operation : operations) {
      boolean ok = operation.outcome() == EntryType.OK;
      switch (operation.invoke().f()) {
        case "increase" -> {
          if (operation.outcome() != EntryType.FAIL) {
            counter.possible.add(operation);
          }
          if (ok) {
            counter.acknowledged.add(operation);
          }
        }
        case "read" -> {
          if (ok) {
            counter.reads.add(new Numbered(operation, count(Values.completion(operation))));
          }
        }
        default ->
            throw new HistoryException(
                "index %d: a counter knows increase and read, not %s"
                    .formatted(operation.invoke().index(), operation.invoke().f()));
      }
    }
    return counter;
  }

  private static long count(Entry read) {
    long count = Values.number(read);
    if (Math.abs(count) > MOST) {
      throw new HistoryException("index %d: no counter counts to that".formatted(read.index()));
    }
    return count;
  }

  /** Something to do when the history has come to an index. */
  private record Moment(long index, Runnable what) {}

  void audit(Findings findings) {
    auditLeast(findings);
    auditMost(findings);
  }

  private static long begin(Numbered read) {
    return read.operation().invoke().index();
  }

  private static long end(Numbered read) {
    return read.operation().returnIndex();
  }

  private List<Numbered> readsBy(ToLongFunction<Numbered> index) {
    return reads.stream().sorted(Comparator.comparingLong(index)).toList();
  }

  private static void go(List<Moment> moments) {
    moments.sort(Comparator.comparingLong(Moment::index));
    moments.forEach(moment -> moment.what.run());
  }

  /** How many of these ascending indexes are smaller. */
  private static int below(long[] indexes, long index) {
    int found = Arrays.binarySearch(indexes, index);
    return found < 0 ? -found - 1 : found;
  }

  /**
   * The level of a read, from its end on: its count, and the increments that were begun and
   * acknowledged since. In front is the beginning, which is as a read of 0.
   */
  private void auditLeast(Findings findings) {
    List<Numbered> ordered = readsBy(Counter::end);
    long[] ends = ordered.stream().mapToLong(Counter::end).toArray();
    Levels levels = new Levels(ordered.size() + 1);
    levels.put(0, 0);
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      Numbered read = ordered.get(i);
      int position = i + 1;
      moments.add(new Moment(end(read), () -> levels.put(position, read.number())));
      moments.add(
          new Moment(
              begin(read),
              () -> {
                if (levels.greatest() > read.number()) {
                  tooFew(earlier(ordered, levels), read, levels.greatest(), findings);
                }
              }));
    }
    for (OperationRecord increase : acknowledged) {
      int before = below(ends, increase.invoke().index());
      moments.add(new Moment(increase.returnIndex(), () -> levels.addToFirst(before + 1, 1)));
    }
    go(moments);
  }

  /**
   * The level of a read, at any moment: its count, and the increments that were begun until then
   * and can have taken effect after the read began. All of it is negative here, since the smallest
   * is looked for.
   */
  private void auditMost(Findings findings) {
    List<Numbered> ordered = readsBy(Counter::begin);
    long[] begins = ordered.stream().mapToLong(Counter::begin).toArray();
    Levels levels = new Levels(ordered.size() + 1);
    levels.put(0, 0);
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      Numbered read = ordered.get(i);
      levels.put(i + 1, -read.number());
      moments.add(
          new Moment(
              end(read),
              () -> {
                if (-levels.greatest() < read.number()) {
                  tooMany(earlier(ordered, levels), read, -levels.greatest(), findings);
                }
              }));
    }
    for (OperationRecord increase : possible) {
      int before = below(begins, increase.returnIndex());
      moments.add(new Moment(increase.invoke().index(), () -> levels.addToFirst(before + 1, -1)));
    }
    go(moments);
  }

  /** The read that the greatest level is of; null for the beginning. */
  private static @Nullable Numbered earlier(List<Numbered> ordered, Levels levels) {
    int position = levels.positionOfGreatest();
    return position == 0 ? null : ordered.get(position - 1);
  }

  private void tooFew(@Nullable Numbered from, Numbered read, long least, Findings findings) {
    boolean back = from != null && read.number() < from.number();
    findings.note(
        back ? CounterChecker.WENT_BACK : CounterChecker.LOST_INCREMENT,
        () -> {
          long since = from == null ? -1 : end(from);
          List<OperationRecord> between =
              acknowledged.stream()
                  .filter(each -> each.invoke().index() > since)
                  .filter(each -> each.returnIndex() < begin(read))
                  .toList();
          List<String> story = beginning(from);
          if (!between.isEmpty()) {
            story.add(
                "Then let %d increments be begun and acknowledged, the last one %s."
                    .formatted(between.size(), Words.when(between.getLast())));
          }
          story.add(
              "However, %s, which begins after that, shows %d and not at least %d."
                  .formatted(Words.operation(read.operation()), read.number(), least));
          return finding(
              "%s shows %d%s, which must be at least %d by then"
                  .formatted(
                      Words.operation(read.operation()), read.number(), Words.of(key), least),
              story,
              from,
              read,
              between,
              "at least %d by then".formatted(least));
        });
  }

  private void tooMany(@Nullable Numbered from, Numbered read, long most, Findings findings) {
    findings.note(
        CounterChecker.PHANTOM_INCREMENT,
        () -> {
          long since = from == null ? -1 : begin(from);
          List<OperationRecord> between =
              possible.stream()
                  .filter(each -> each.invoke().index() < end(read))
                  .filter(each -> each.returnIndex() > since)
                  .toList();
          List<String> story = beginning(from);
          story.add(
              "Until %s at most %d increments can have taken effect since."
                  .formatted(Words.end(read.operation()), between.size()));
          story.add(
              "However, %s shows %d and not at most %d."
                  .formatted(Words.operation(read.operation()), read.number(), most));
          return finding(
              "%s shows %d%s, which can be at most %d by then"
                  .formatted(Words.operation(read.operation()), read.number(), Words.of(key), most),
              story,
              from,
              read,
              between,
              "at most %d by then".formatted(most));
        });
  }

  private List<String> beginning(@Nullable Numbered from) {
    List<String> story = new ArrayList<>();
    story.add(
        from == null
            ? "Let the counter%s begin with 0.".formatted(Words.of(key))
            : "Let %s show %d.".formatted(Words.operation(from.operation()), from.number()));
    return story;
  }

  private static Finding finding(
      String sentence,
      List<String> story,
      @Nullable Numbered from,
      Numbered read,
      List<OperationRecord> between,
      String bound) {
    List<Entry> lines = Finding.lines(from == null ? null : from.operation(), read.operation());
    int first = Math.max(0, between.size() - MOST_SHOWN);
    between.subList(first, between.size()).forEach(each -> lines.addAll(Finding.lines(each)));
    return new Finding(sentence, story, lines)
        .knowing(
            from == null
                ? null
                : KnownThen.after(from.operation(), "the counter is " + from.number()),
            KnownThen.breaks(read.operation(), "%d, not %s".formatted(read.number(), bound)));
  }
}
