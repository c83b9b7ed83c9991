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
 */
public record Finding(String sentence, List<String> story, List<Entry> evidence) {
  public Finding {
    story = List.copyOf(story);
    TreeMap<Long, Entry> ordered = new TreeMap<>();
    evidence.forEach(entry -> ordered.put(entry.index(), entry));
    evidence = List.copyOf(ordered.values());
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
