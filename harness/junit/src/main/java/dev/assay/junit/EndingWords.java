package dev.assay.junit;

import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.engine.RunEnding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a test says of its run.
 *
 * @param again the command that repeats the test, but for the seed, which follows
 */
record EndingWords(RunEnding ending, String again) {
  /** For the log of a build. */
  String line() {
    Judgement judgement = ending.judgement();
    return "%s: seed %d: %s Report: %s"
        .formatted(judgement.verdict().word(), ending.spec().seed(), judgement.reason(), report());
  }

  String report() {
    return ending.files().report().toAbsolutePath().toString();
  }

  /** A promise was broken: which, how that came about, and where more is said. */
  String invalid() {
    return words(Verdict.INVALID.word().toUpperCase(Locale.ROOT) + ": ", Verdict.INVALID);
  }

  /** Nothing was decided: why. */
  String unknown() {
    return words("unknown, so nothing was decided: ", Verdict.UNKNOWN);
  }

  private String words(String head, Verdict verdict) {
    Judgement judgement = ending.judgement();
    List<String> lines = new ArrayList<>();
    lines.add(head + judgement.reason());
    if (!ending.spec().bug().isEmpty()) {
      lines.add("  the seeded bug " + ending.spec().bug() + " is on");
    }
    for (Guarantee guarantee : judgement.guarantees()) {
      if (guarantee.verdict() == verdict) {
        boolean said = guarantee.reason().equals(judgement.reason());
        lines.add("  " + guarantee.name() + (said ? "" : ": " + guarantee.reason()));
        guarantee.story().forEach(sentence -> lines.add("      " + sentence));
      }
    }
    lines.add("  seed:   " + ending.spec().seed());
    lines.add("  faults: " + faults(judgement));
    lines.add("  report: " + report());
    lines.add("  again:  " + again + ending.spec().seed());
    if (ending.chosen().brought() == null) {
      lines.add("  or:     " + ending.repeatCommand());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String faults(Judgement judgement) {
    List<String> kinds = judgement.kindsProven();
    return "%d asked, %d proven%s"
        .formatted(
            judgement.faultsBegun(),
            judgement.faultsProven(),
            kinds.isEmpty() ? "" : " (" + String.join(", ", kinds) + ")");
  }
}
