package dev.assay.checker.history;

import org.jspecify.annotations.Nullable;

/**
 * An operation as the history shows it.
 *
 * @param invoke its invocation
 * @param completion what became of it; null when the history ends first, which says as little as
 *     {@code info}
 */
public record OperationRecord(Entry invoke, @Nullable Entry completion) {
  /** {@code ok}, {@code fail}, or {@code info} when nobody knows. */
  public EntryType outcome() {
    return completion == null ? EntryType.INFO : completion.type();
  }

  /** The operation's id; where the recorder gave none, the index of its invocation. */
  public long id() {
    return invoke.op() >= 0 ? invoke.op() : invoke.index();
  }

  /** The session, if either line names one. */
  public @Nullable String session() {
    return completion != null && completion.session() != null
        ? completion.session()
        : invoke.session();
  }

  /** The node, if either line names one. */
  public @Nullable String node() {
    return completion != null && completion.node() != null ? completion.node() : invoke.node();
  }

  /** The position of its completion, or {@link Long#MAX_VALUE} when it may still take effect. */
  public long returnIndex() {
    return completion == null || completion.type() == EntryType.INFO
        ? Long.MAX_VALUE
        : completion.index();
  }
}
