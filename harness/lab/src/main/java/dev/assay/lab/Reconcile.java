package dev.assay.lab;

import dev.assay.checker.history.EntryJson;
import dev.assay.core.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where two runs of one description went apart, by the text of all that happened in them:
 * every event at a node, and then every line of the history. (cassandra-accord's burn test compares
 * two runs in the same way.)
 */
public final class Reconcile {
  private static final int CONTEXT = 5;

  private Reconcile() {}

  /** All that happens in a run, a line each. */
  public static List<String> text(RunSpec spec) {
    List<String> lines = new ArrayList<>();
    Simulation.Result result = Simulation.traced(spec, lines::add);
    result.history().forEach(entry -> lines.add(EntryJson.toLine(entry)));
    return lines;
  }

  /** The first line that differs, with those before it; empty when all are equal. */
  public static Optional<String> firstDifference(List<String> once, List<String> again) {
    int common = 0;
    int shorter = Math.min(once.size(), again.size());
    while (common < shorter && once.get(common).equals(again.get(common))) {
      common++;
    }
    if (common == once.size() && common == again.size()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("the runs go apart at line " + (common + 1) + "\n");
    once.subList(Math.max(0, common - CONTEXT), common)
        .forEach(line -> text.append("  both:  ").append(line).append('\n'));
    text.append("  once:  ").append(lineOrEnd(once, common)).append('\n');
    text.append("  again: ").append(lineOrEnd(again, common)).append('\n');
    return Optional.of(text.toString());
  }

  private static String lineOrEnd(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "(the end)";
  }
}
