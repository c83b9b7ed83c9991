package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.engine.RunEnding;
import java.io.PrintStream;
import java.util.Locale;

/** Says what came of a run. */
final class EndingText {
  private EndingText() {}

  static void print(RunEnding ending, boolean json) {
    if (json) {
      System.out.println(
          EntryJson.valueText(
              RunJson.of(
                  ending.judgement(),
                  ending.spec().seed(),
                  ending.files().folder(),
                  ending.millis())));
      text(ending, System.err, Screen.ERR);
    } else {
      text(ending, System.out, Screen.OUT);
    }
  }

  private static void text(RunEnding ending, PrintStream out, Screen screen) {
    Judgement judgement = ending.judgement();
    String bug = ending.spec().bug();
    out.println();
    if (!bug.isEmpty()) {
      out.println("THE SEEDED BUG " + bug + " IS ON");
    }
    String word = judgement.verdict().word();
    String shown = judgement.verdict() == Verdict.INVALID ? word.toUpperCase(Locale.ROOT) : word;
    out.println(screen.coloured(judgement.verdict(), shown) + ": " + judgement.reason());
    for (Guarantee guarantee : judgement.guarantees()) {
      String padded = "%-8s".formatted(guarantee.verdict().word());
      out.printf(
          "  %-12s %s %s%n",
          guarantee.name(), screen.coloured(guarantee.verdict(), padded), brief(guarantee));
      guarantee.story().forEach(sentence -> out.println("      " + sentence));
    }
    OperationTally.Outcomes operations = judgement.operationsInAll();
    out.printf(
        "  %d operations ok, %d failed, %d unknown; faults: %d asked, %d proven (%s); leaders:"
            + " %d%n",
        operations.ok(),
        operations.fail(),
        operations.info(),
        judgement.faultsBegun(),
        judgement.faultsProven(),
        judgement.kindsProven().isEmpty() ? "none" : String.join(", ", judgement.kindsProven()),
        judgement.leaders().size());
    out.println("  report: " + ending.files().report());
    out.println("  again:  " + ending.repeatCommand());
  }

  private static String brief(Guarantee guarantee) {
    return guarantee.reason().lines().findFirst().orElse("");
  }
}
