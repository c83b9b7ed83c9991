package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.engine.RunEnding;
import dev.assay.nemesis.FaultKinds;
import dev.assay.report.TerminalText;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TreeMap;

/** Says what came of a run. */
final class EndingText {
  private EndingText() {}

  static void print(RunEnding ending, boolean json) {
    if (json) {
      System.out.println(EntryJson.valueText(RunJson.of(ending)));
      text(ending, System.err, Screen.ERR);
    } else {
      text(ending, System.out, Screen.OUT);
    }
  }

  static void text(RunEnding ending, PrintStream out, Screen screen) {
    Judgement judgement = ending.judgement();
    String bug = ending.spec().bug();
    out.println();
    if (!bug.isEmpty()) {
      out.println("THE SEEDED BUG " + bug + " IS ON");
    }
    String word = judgement.verdict().word();
    String shown = judgement.verdict() == Verdict.INVALID ? word.toUpperCase(Locale.ROOT) : word;
    out.println(
        screen.coloured(judgement.verdict(), shown) + ": " + TerminalText.line(judgement.reason()));
    for (Guarantee guarantee : judgement.guarantees()) {
      String padded = "%-8s".formatted(guarantee.verdict().word());
      out.printf(
          "  %-12s %s %s%n",
          TerminalText.line(guarantee.name()),
          screen.coloured(guarantee.verdict(), padded),
          brief(guarantee));
      guarantee.story().forEach(each -> out.println("      " + TerminalText.line(each)));
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
        judgement.kindsProven().isEmpty()
            ? "none"
            : TerminalText.line(String.join(", ", judgement.kindsProven())),
        judgement.leaders().size());
    FaultKinds.lines(new TreeMap<>(ending.unavailable()))
        .forEach(line -> out.println("  not available here: " + TerminalText.line(line)));
    out.println("  report: " + ending.files().report());
    out.println("  again:  " + TerminalText.line(ending.repeatCommand()));
  }

  private static String brief(Guarantee guarantee) {
    return TerminalText.line(guarantee.reason().lines().findFirst().orElse(""));
  }
}
