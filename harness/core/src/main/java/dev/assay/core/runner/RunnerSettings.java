package dev.assay.core.runner;

/**
 * How long the runner waits for whom, in nanoseconds.
 *
 * @param timeLimitNanos length of the main phase
 * @param graceNanos how much longer it goes on at most, as long as a kind of operation has not
 *     succeeded, or a kind of fault has not come into effect
 * @param operationNanos how long an operation of a client may stay open
 * @param nemesisNanos how long the beginning or the end of a fault may take
 * @param startNanos how long the cluster may take to start, and again to serve for the first time
 * @param recoveryNanos how long the cluster may take to serve again after healing
 * @param finalNanos how long the final reads may take
 * @param interruptNanos how long healing may take after an interrupt
 */
public record RunnerSettings(
    long timeLimitNanos,
    long graceNanos,
    long operationNanos,
    long nemesisNanos,
    long startNanos,
    long recoveryNanos,
    long finalNanos,
    long interruptNanos) {
  private static final long SECOND = 1_000_000_000;

  public RunnerSettings {
    if (timeLimitNanos <= 0
        || graceNanos < 0
        || operationNanos <= 0
        || nemesisNanos <= 0
        || startNanos <= 0
        || recoveryNanos <= 0
        || finalNanos <= 0
        || interruptNanos <= 0) {
      throw new IllegalArgumentException("a duration is not positive");
    }
  }

  /** The usual ones, for a main phase and a promise of recovery of these lengths. */
  public static RunnerSettings of(long timeLimitMillis, long recoveryMillis) {
    return of(timeLimitMillis, 0, recoveryMillis);
  }

  /** The usual ones, for a main phase that may go on for this much longer. */
  public static RunnerSettings of(long timeLimitMillis, long graceMillis, long recoveryMillis) {
    return new RunnerSettings(
        timeLimitMillis * 1_000_000,
        graceMillis * 1_000_000,
        5 * SECOND,
        30 * SECOND,
        60 * SECOND,
        recoveryMillis * 1_000_000,
        30 * SECOND,
        5 * SECOND);
  }
}
