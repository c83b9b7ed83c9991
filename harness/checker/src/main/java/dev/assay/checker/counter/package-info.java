/**
 * Judges counters: every increment counts once, and a read shows how many there were at one moment
 * of it.
 *
 * <p>Glossary: an <em>increase</em> adds one; it is <em>acknowledged</em> when it was {@code ok},
 * and <em>possible</em> unless it failed. A <em>count</em> is what a read shows. The <em>level</em>
 * of a read at a later moment is the least (or the most) that can be shown then, since the read
 * showed what it did.
 */
@NullMarked
package dev.assay.checker.counter;

import org.jspecify.annotations.NullMarked;
