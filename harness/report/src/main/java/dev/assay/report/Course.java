package dev.assay.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many operations ended in each stretch of a run so far, and in which of them a fault was in
 * effect. All stretches are equally long: half a second at first; when there are {@value #MOST},
 * two become one.
 */
public final class Course {
  private static final int MOST = 240;
  private static final long FIRST = 500_000_000;

  private final long[] ok = new long[MOST];
  private final long[] other = new long[MOST];
  private final boolean[] fault = new boolean[MOST];
  private long width = FIRST;
  private int size = 1;
  private boolean inEffect;

  /**
   * As it was drawn so far.
   *
   * @param seconds that a stretch is long
   * @param ok operations that ended ok, of each stretch
   * @param other those that failed, or whose outcome is unknown
   * @param faults the stretches in which a fault was in effect
   */
  public record Shape(double seconds, List<Long> ok, List<Long> other, List<Integer> faults) {}

  Course() {}

  void ok(long time) {
    ok[at(time)]++;
  }

  void other(long time) {
    other[at(time)]++;
  }

  /** From this time on a fault is in effect, or none is. */
  void faults(long time, boolean any) {
    int at = at(time);
    fault[at] |= any;
    inEffect = any;
  }

  /** The stretch of a time, to which all is brought forward. */
  int at(long time) {
    while (time / width >= MOST) {
      halve();
    }
    int at = (int) (time / width);
    while (size <= at) {
      fault[size++] = inEffect;
    }
    return at;
  }

  private void halve() {
    for (int i = 0; i < MOST / 2; i++) {
      ok[i] = ok[2 * i] + ok[2 * i + 1];
      other[i] = other[2 * i] + other[2 * i + 1];
      fault[i] = fault[2 * i] || fault[2 * i + 1];
    }
    for (int i = MOST / 2; i < MOST; i++) {
      ok[i] = 0;
      other[i] = 0;
      fault[i] = false;
    }
    size = (size + 1) / 2;
    width *= 2;
  }

  Shape shape() {
    return new Shape(
        width / 1e9,
        IntStream.range(0, size).mapToObj(i -> ok[i]).toList(),
        IntStream.range(0, size).mapToObj(i -> other[i]).toList(),
        IntStream.range(0, size).filter(i -> fault[i]).boxed().toList());
  }
}
