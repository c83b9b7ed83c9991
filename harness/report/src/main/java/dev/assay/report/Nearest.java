package dev.assay.report;

import dev.assay.checker.history.Entry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Chooses of many things those that lie nearest in time to what shows a violation. */
final class Nearest {
  private final long[] moments;

  /** Nearest to these lines; without any, the first things are chosen. */
  Nearest(List<Entry> evidence) {
    moments = evidence.stream().mapToLong(Entry::time).sorted().distinct().toArray();
  }

  /** At most so many of them, in their order. */
  <T> List<T> of(List<T> all, int most, Function<T, Interval> when) {
    if (all.size() <= most) {
      return all;
    }
    long[] away = all.stream().mapToLong(each -> away(when.apply(each))).toArray();
    return IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> away[i]))
        .limit(most)
        .sorted()
        .map(all::get)
        .toList();
  }

  private long away(Interval when) {
    int at = Arrays.binarySearch(moments, when.from());
    int next = at < 0 ? -at - 1 : at;
    long before = next == 0 ? Long.MAX_VALUE : when.from() - moments[next - 1];
    long after = next == moments.length ? Long.MAX_VALUE : Math.max(0, moments[next] - when.to());
    return Math.min(before, after);
  }

  /** Says how many were left out, if any were. */
  void note(Html html, int left, String thing) {
    if (left > 0) {
      String which = moments.length == 0 ? " later" : " farther from the violation";
      String text =
          "… and " + Wording.count(left, thing) + which + ", to be found in history.jsonl.";
      html.leaf("p", text, "class", "note");
    }
  }
}
