package dev.assay.checker;

/**
 * What a check may spend before it must answer "unknown".
 *
 * @param timeoutMillis wall clock time, in milliseconds
 * @param memoryBytes about how much memory the search may hold
 */
public record Limits(long timeoutMillis, long memoryBytes) {
  /** 60 s and 2 GiB, the defaults of the command line. */
  public static final Limits DEFAULT = new Limits(60_000, 2L << 30);

  public Limits {
    if (timeoutMillis <= 0 || memoryBytes <= 0) {
      throw new IllegalArgumentException(
          "limits must be positive: " + timeoutMillis + " ms, " + memoryBytes + " bytes");
    }
  }
}
