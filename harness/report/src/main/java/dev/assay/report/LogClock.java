package dev.assay.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of a log's lines, one line after the other. A time without a date is of the day
 * that is nearest to the run; one without a zone is of the zone in which the log begins with the
 * run.
 */
final class LogClock {
  /** Before the run, for lines before the first that has a time. */
  private static final long NEVER = Long.MIN_VALUE / 2;

  private static final int SEARCHED = 80;
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d{4}-\\d\\d-\\d\\d)[T ])?(\\d\\d:\\d\\d:\\d\\d)[.,](\\d{3})\\d*(Z?)");

  private final Instant started;
  private @Nullable Duration zone;
  private long last = NEVER;

  LogClock(Instant started) {
    this.started = started;
  }

  /** The time of the next line, in nanoseconds since the run began. */
  long at(String line) {
    Matcher found = TIME.matcher(line.substring(0, Math.min(SEARCHED, line.length())));
    if (found.find()) {
      try {
        last = nanos(found);
      } catch (DateTimeException | ArithmeticException noTime) {
        // Digits that only look like a time: the line is of the same moment as the one before.
      }
    }
    return last;
  }

  private long nanos(Matcher found) {
    LocalTime time = LocalTime.parse(found.group(2) + "." + found.group(3));
    LocalDate day =
        found.group(1) == null
            ? started.atZone(ZoneOffset.UTC).toLocalDate()
            : LocalDate.parse(found.group(1));
    Duration since = Duration.between(started, day.atTime(time).toInstant(ZoneOffset.UTC));
    if (found.group(4).isEmpty()) {
      since = since.minus(zone(since));
    }
    if (found.group(1) == null) {
      long days = Math.round(since.toMillis() / (double) Duration.ofDays(1).toMillis());
      since = since.minusDays(days);
    }
    return since.toNanos();
  }

  /** How far the log's zone is ahead, from its first line. */
  private Duration zone(Duration since) {
    if (zone == null) {
      zone = QUARTER.multipliedBy(Math.round(since.toMillis() / (double) QUARTER.toMillis()));
    }
    return zone;
  }
}
