package dev.assay.checker.verdict;

import java.util.List;

/** The three answers. Merged, invalid comes before unknown, and unknown before valid. */
public enum Verdict {
  VALID("valid"),
  INVALID("invalid"),
  UNKNOWN("unknown");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The word used in files and on the command line. */
  public String word() {
    return word;
  }

  /** The verdict over all of them; unknown when there is none, since nothing was looked at. */
  public static Verdict merge(List<Verdict> verdicts) {
    if (verdicts.contains(INVALID)) {
      return INVALID;
    }
    return verdicts.isEmpty() || verdicts.contains(UNKNOWN) ? UNKNOWN : VALID;
  }
}
