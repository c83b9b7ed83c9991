package dev.assay.lab.hunt;

import org.jspecify.annotations.Nullable;

/**
 * How a chase ended.
 *
 * @param base its base seed
 * @param runs how many seeds were run, the one that caught it included
 * @param unknown how many of them had a verdict of unknown
 * @param whyUnknown the reason of the first of those, or why no run is possible here; or empty
 * @param caught the first run that was invalid, if any was
 * @param withoutBug what the same run showed with the bug off, if it was caught
 * @param complete whether it went on to its end; else time was up, or a run failed
 * @param fault why a run could not be brought to its end, or empty
 * @param millis how long it took, by the clock
 * @param cpuMillis how much processor time its runs took
 */
public record Pursuit(
    long base,
    int runs,
    int unknown,
    String whyUnknown,
    @Nullable Sighting caught,
    @Nullable Sighting withoutBug,
    boolean complete,
    String fault,
    long millis,
    long cpuMillis) {

  /** One that cannot begin on this machine. */
  public static Pursuit unavailable(long base, String why) {
    return new Pursuit(base, 0, 0, why, null, null, false, "", 0, 0);
  }

  /** What is to be said of it. */
  public Ending ending(Quarry quarry) {
    if (!fault.isEmpty()) {
      return Ending.BROKEN;
    }
    if (!complete) {
      return runs == 0 && !whyUnknown.isEmpty() ? Ending.UNAVAILABLE : Ending.NOT_DONE;
    }
    return switch (quarry) {
      case Hunt hunt when hunt.isEquivalent() ->
          caught == null ? Ending.EQUIVALENT : Ending.NOT_EQUIVALENT;
      case Hunt hunt -> ofBug(hunt);
      case Twin _ -> ofTwin();
    };
  }

  private Ending ofBug(Hunt hunt) {
    if (caught == null) {
      return Ending.MISSED;
    }
    if (withoutBug != null && withoutBug.invalid()) {
      return Ending.NOT_CLEAN;
    }
    return caught.classes().stream().anyMatch(hunt.declared()::contains)
        ? Ending.CAUGHT
        : Ending.OTHER_CLASS;
  }

  private Ending ofTwin() {
    if (caught != null) {
      return Ending.FLAGGED;
    }
    return unknown > runs * Score.MOST_UNKNOWN ? Ending.IDLE : Ending.CLEAN;
  }
}
