package dev.assay.checker.stream;

import dev.assay.checker.history.Entry;
import dev.assay.checker.verdict.Guarantee;
import java.util.Optional;

/**
 * A judge of a history that grows. It is fed by one thread, entry by entry, never blocks, and
 * remembers what may still matter. What it says at the end is what the checker of the whole history
 * says, or "unknown" where that would need what was forgotten.
 */
public interface StreamingChecker {
  /**
   * Takes the next entry. Once there is a violation, nothing more may be fed.
   *
   * @throws dev.assay.checker.history.HistoryException if the history contradicts itself; the
   *     message names the index
   */
  void accept(Entry entry);

  /** What was found, as soon as it is certain, whatever comes later. */
  Optional<Guarantee> violation();

  /**
   * Why nothing can be said any more from what is remembered, though the whole history may tell;
   * empty as long as that is not so.
   */
  default Optional<String> stuck() {
    return Optional.empty();
  }

  /** The judgement if the history ends here; nothing can be fed afterwards. */
  Guarantee finish();

  /** What is remembered now. */
  OpenState openState();
}
