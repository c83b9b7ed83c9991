/**
 * The history of a run: what was asked of the system and what it answered, in the order in which
 * one observer saw it.
 *
 * <p>Glossary: an <em>entry</em> is one line of the history; an <em>invocation</em> says that an
 * operation was sent; its <em>completion</em> says what became of it: {@code ok} (it happened),
 * {@code fail} (it did not happen) or {@code info} (nobody knows). An <em>operation</em> is an
 * invocation with its completion. An <em>event</em> is something nobody asked for. A <em>hint</em>
 * is an order that the server reported and that no checker trusts for a "no".
 */
@NullMarked
package dev.assay.checker.history;

import org.jspecify.annotations.NullMarked;
