package dev.assay.lab.suite;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much a suite does. */
public enum Profile {
  /** Every workload once, each with the few kinds of fault that it is weak against. */
  QUICK(10, 1, 10_000, 3, 15_000, 4_000),

  /** Every workload with every group of faults. */
  FULL(60, 1, 30_000, 10, 30_000, 15_000);

  private final long budgetMinutes;
  private final int processSeeds;
  private final long processMillis;
  private final int simulatedSeeds;
  private final long faultMillis;
  private final long calmMillis;

  Profile(
      long budgetMinutes,
      int processSeeds,
      long processMillis,
      int simulatedSeeds,
      long faultMillis,
      long calmMillis) {
    this.budgetMinutes = budgetMinutes;
    this.processSeeds = processSeeds;
    this.processMillis = processMillis;
    this.simulatedSeeds = simulatedSeeds;
    this.faultMillis = faultMillis;
    this.calmMillis = calmMillis;
  }

  /**
   * The profile of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known ones
   */
  public static Profile of(String word) {
    return Arrays.stream(values())
        .filter(profile -> profile.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown profile %s; known are %s"
                    .formatted(
                        word,
                        Arrays.stream(values())
                            .map(Profile::word)
                            .collect(Collectors.joining(", ")))));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For how long runs are begun. */
  public long budgetMillis() {
    return budgetMinutes * 60_000;
  }

  /** How many seeds each cell gets. */
  public int seeds(boolean simulated) {
    return simulated ? simulatedSeeds : processSeeds;
  }

  /** The length of the main phase of a run. */
  public long timeLimitMillis(boolean simulated) {
    return simulated ? faultMillis + calmMillis : processMillis;
  }

  /** In the simulator, for how much of a main phase of that length there are faults. */
  long faultMillis(long timeLimitMillis) {
    return timeLimitMillis * faultMillis / (faultMillis + calmMillis);
  }
}
