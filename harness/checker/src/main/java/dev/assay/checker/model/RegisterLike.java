package dev.assay.checker.model;

import dev.assay.checker.history.OperationRecord;

/**
 * A model whose state is one value that is put there, seen and replaced, and whose calls all have
 * an effect in closed form. Its violations have the names of a register's: a stale read, a lost
 * write, and so on.
 */
public interface RegisterLike<S, C> extends Model<S, C> {
  /** Whether this operation would have made that state, had it not failed. */
  boolean wouldHaveMade(OperationRecord operation, S state);
}
