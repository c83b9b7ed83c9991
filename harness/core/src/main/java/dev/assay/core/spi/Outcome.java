package dev.assay.core.spi;

import dev.assay.checker.history.Hint;
import org.jspecify.annotations.Nullable;

/** What became of an operation. When in doubt it is {@link Info}: nobody knows. */
public sealed interface Outcome {
  /** It happened. {@code value}: as in a history's entry; null repeats the invocation's. */
  record Ok(@Nullable Object value, @Nullable Hint hint) implements Outcome {}

  /** It surely did not happen. */
  record Fail(String error) implements Outcome {}

  /** Nobody knows; it may still happen, at any time. */
  record Info(String error) implements Outcome {}
}
