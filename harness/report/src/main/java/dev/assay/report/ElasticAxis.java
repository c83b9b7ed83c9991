package dev.assay.report;

import java.util.Arrays;
import java.util.List;

/**
 * A time axis on which the order of all moments is exact and every bar is wide enough for its text:
 * between two neighbouring moments it is as wide as the time that passed, but not less than a
 * minimum, not more than a maximum, and stretched where a text needs it.
 */
final class ElasticAxis {
  private static final double LEAST = 14;
  private static final double MOST = 320;
  private static final double PLENTY = 760;

  /** As wide as the page is on a laptop: what nobody needs is given up before it is wider. */
  static final double ROOM = 868;

  private final long[] moments;
  private final double[] positions;

  /** A bar from one moment to another that holds a text as wide. */
  record Need(long from, long to, double width) {}

  ElasticAxis(List<Need> needs) {
    moments =
        needs.stream()
            .flatMapToLong(need -> Arrays.stream(new long[] {need.from(), need.to()}))
            .sorted()
            .distinct()
            .toArray();
    double[] widths = new double[Math.max(0, moments.length - 1)];
    double[] least = new double[widths.length];
    double span = moments.length < 2 ? 1 : moments[moments.length - 1] - (double) moments[0];
    for (int i = 0; i < widths.length; i++) {
      double share = PLENTY * (moments[i + 1] - moments[i]) / span;
      widths[i] = Math.clamp(share, LEAST, MOST);
      least[i] = LEAST;
    }
    double tail = 0;
    for (Need need : needs) {
      tail = Math.max(tail, stretch(widths, need));
      var _ = stretch(least, need);
    }
    narrow(widths, least, ROOM - tail);
    positions = new double[moments.length + 1];
    for (int i = 0; i < widths.length; i++) {
      positions[i + 1] = positions[i] + widths[i];
    }
    positions[moments.length] = (moments.length == 0 ? 0 : positions[moments.length - 1]) + tail;
  }

  /** Goes from what one would like towards what is needed, until it has room or needs all. */
  private static void narrow(double[] widths, double[] least, double room) {
    double has = Arrays.stream(widths).sum();
    double needs = Arrays.stream(least).sum();
    if (has <= room || has <= needs) {
      return;
    }
    double part = Math.max(0, room - needs) / (has - needs);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = least[i] + (widths[i] - least[i]) * part;
    }
  }

  /** Widens what lies under the bar; says how much room it needs after the last moment. */
  private double stretch(double[] widths, Need need) {
    int from = Arrays.binarySearch(moments, need.from());
    int to = Arrays.binarySearch(moments, need.to());
    double has = Arrays.stream(widths, from, to).sum();
    double lacks = need.width() - has;
    if (lacks <= 0) {
      return 0;
    }
    if (from == to) {
      if (to == widths.length) {
        return lacks;
      }
      widths[from] = Math.max(widths[from], need.width());
      return 0;
    }
    for (int i = from; i < to; i++) {
      widths[i] += lacks / (to - from);
    }
    return 0;
  }

  /** All moments at which something begins or ends. */
  long[] moments() {
    return moments.clone();
  }

  double at(long moment) {
    int i = Arrays.binarySearch(moments, moment);
    return positions[i < 0 ? moments.length : i];
  }

  double width() {
    return positions[moments.length];
  }
}
