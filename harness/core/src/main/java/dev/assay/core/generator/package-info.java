/**
 * Pure generators in the manner of Jepsen: immutable values that say what comes next, and are
 * replaced by what they answer.
 *
 * <p>A generator may be asked twice, and the first answer thrown away: it then answers the same
 * again. Randomness is therefore carried as an immutable seed and counter (a <em>dice</em>), never
 * as a random generator with a state of its own.
 *
 * <p>Only clients are asked for here: the nemesis works off a plan of its own, so that no generator
 * can hand an operation to it by mistake, and {@code slots} counts clients alone.
 *
 * <p>Glossary: a <em>slot</em> is a place for a client; a <em>process</em> is who sits on it, and
 * changes after an operation of which nobody knows what became of it.
 */
@NullMarked
package dev.assay.core.generator;

import org.jspecify.annotations.NullMarked;
