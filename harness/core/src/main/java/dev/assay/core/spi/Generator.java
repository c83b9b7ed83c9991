package dev.assay.core.spi;

import dev.assay.checker.history.Entry;

/**
 * A pure generator of operations, after Jepsen's: it is asked what comes next, and told what
 * happened; both return the generator to use from then on. It has no side effects, and randomness
 * only from the state that it carries, so that it may be asked and its answer thrown away.
 */
public interface Generator {
  Next next(Context context);

  /** Tells it of an invocation, a completion, or an event of a client. */
  default Generator update(Context context, Entry entry) {
    return this;
  }

  /** What a generator answers. */
  sealed interface Next {
    /** This operation, not before {@code atNanos}, for this free process. */
    record Emit(Operation operation, int process, long atNanos, Generator after) implements Next {}

    /** Nothing now; ask again when something has happened, or at {@code retryAtNanos}. */
    record Pending(long retryAtNanos, Generator after) implements Next {}

    /** Nothing ever again. */
    record Exhausted() implements Next {}
  }
}
