package dev.assay.checker.verdict;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One violation, as it is told.
 *
 * @param sentence what was found, without its full stop
 * @param story how it came about, one sentence an element
 * @param evidence the lines of the history that show it, in order, each once
 * @param known what is known at lines of the evidence
 */
public record Finding(
    String sentence, List<String> story, List<Entry> evidence, List<KnownThen> known) {
  public Finding {
    story = List.copyOf(story);
    known = List.copyOf(known);
    TreeMap<Long, Entry> ordered = new TreeMap<>();
    evidence.forEach(entry -> ordered.put(entry.index(), entry));
    evidence = List.copyOf(ordered.values());
  }

  public Finding(String sentence, List<String> story, List<Entry> evidence) {
    this(sentence, story, evidence, List.of());
  }

  /** The same with what is known at each step; null stands for nothing. */
  public Finding knowing(@Nullable KnownThen... steps) {
    List<KnownThen> all = new ArrayList<>();
    for (KnownThen step : steps) {
      if (step != null) {
        all.add(step);
      }
    }
    return new Finding(sentence, story, evidence, all);
  }

  /** The lines of operations; null stands for none. */
  public static List<Entry> lines(@Nullable OperationRecord... operations) {
    List<Entry> lines = new ArrayList<>();
    for (OperationRecord operation : operations) {
      if (operation != null) {
        addTo(lines, operation);
      }
    }
    return lines;
  }

  private static void addTo(Collection<Entry> lines, OperationRecord operation) {
    lines.add(operation.invoke());
    Entry completion = operation.completion();
    if (completion != null) {
      lines.add(completion);
    }
  }
}
