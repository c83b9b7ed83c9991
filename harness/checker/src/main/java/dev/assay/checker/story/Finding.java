package dev.assay.checker.story;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import java.util.List;

/**
 * One thing that is wrong.
 *
 * @param sentence what was found, as a clause that can begin a sentence; no full stop
 * @param story sentences, one an element
 * @param shown the operations whose lines show it, in any order
 * @param events the events that show it, in any order
 */
public record Finding(
    String sentence, List<String> story, List<OperationRecord> shown, List<Entry> events) {
  public Finding {
    story = List.copyOf(story);
    shown = List.copyOf(shown);
    events = List.copyOf(events);
  }

  /** One that operations alone show. */
  public Finding(String sentence, List<String> story, List<OperationRecord> shown) {
    this(sentence, story, shown, List.of());
  }
}
