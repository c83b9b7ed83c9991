package dev.assay.cluster.clock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * A look at a clock, between two looks at that of this machine.
 *
 * @param least it is at least so many milliseconds ahead
 * @param most and at most so many
 * @param wanted so many it should be
 */
record Reading(double least, double most, double wanted) {
  /** Between two settings of a clock that drifts, it is off by so much. */
  private static final double STEP = 10;

  /** A look that took longer says too little. */
  private static final double WIDEST = 1_000;

  static Reading of(Path library, NodeClock clock) throws IOException, InterruptedException {
    double before = ClockLibrary.read(Map.of());
    double seen = ClockLibrary.read(ClockLibrary.environment(library, clock));
    double wanted = clock.offsetMillis();
    double after = ClockLibrary.read(Map.of());
    return new Reading(seen - after, seen - before, wanted);
  }

  /** As it should be; {@code wrong}: and surely not that of this machine. */
  boolean good(boolean wrong) {
    boolean off = least > 0 || most < 0;
    return wanted >= least - STEP && wanted <= most + STEP && (wrong ? off : most - least < WIDEST);
  }

  String words() {
    return String.format(
        Locale.ROOT, "%.0f to %.0f ms ahead of this machine's (%.0f wanted)", least, most, wanted);
  }
}
