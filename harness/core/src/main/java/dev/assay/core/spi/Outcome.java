package dev.assay.core.spi;

import dev.assay.checker.history.Hint;
import org.jspecify.annotations.Nullable;

/** What became of an operation. When in doubt it is {@link Info}: nobody knows. */
public sealed interface Outcome {
  /** It happened. {@code value}: as in a history's entry; null repeats the invocation's. */
  record Ok(@Nullable Object value, @Nullable Hint hint) implements Outcome {}

  /** It surely did not happen. */
  record Fail(String error) implements Outcome {}

  /**
   * Nobody knows; it may still happen, at any time. {@code value}: what it may have done, where the
   * client knows that and the invocation does not say it; null repeats the invocation's.
   */
  record Info(String error, @Nullable Object value) implements Outcome {
    public Info(String error) {
      this(error, null);
    }
  }
}
