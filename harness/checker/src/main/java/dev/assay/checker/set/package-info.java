/**
 * Judges sets that only grow: whether what was acknowledged is still there at the end, on every
 * node, once, and nothing else. The classes of anomalies follow Jepsen's {@code set-full}.
 *
 * <p>Glossary: an element is <em>acknowledged</em> when its {@code add} was {@code ok}; it is
 * <em>known</em> from then on, or from the first read that shows it; it is <em>lost</em> when it is
 * known and missing for good, <em>stale</em> when it is missing and comes back, a <em>phantom</em>
 * when nobody added it.
 */
@NullMarked
package dev.assay.checker.set;

import org.jspecify.annotations.NullMarked;
