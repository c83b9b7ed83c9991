package dev.assay.report;

import java.util.List;

/**
 * The first and the last of a list that is too long to show whole: a story begins with what was
 * done and ends with what is concluded, and neither may be missing.
 *
 * @param left how many are left out between the two
 */
record Ends<T>(List<T> first, int left, List<T> last) {
  /** At most so many of them. */
  static <T> Ends<T> of(List<T> all, int most) {
    if (all.size() <= most) {
      return new Ends<>(all, 0, List.of());
    }
    int first = most / 2;
    int last = most - first;
    return new Ends<>(
        all.subList(0, first), all.size() - most, all.subList(all.size() - last, all.size()));
  }
}
