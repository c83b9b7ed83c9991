/**
 * Judges first-in-first-out queues of unique elements: each comes out once, in the order in which
 * they went in. The classes of anomalies follow Henzinger, Sezgin and Vafeiadis, "Aspect-oriented
 * linearizability proofs" (CONCUR 2013).
 *
 * <p>Glossary: an element is <em>put</em> by an {@code enqueue}, and <em>taken</em> by a {@code
 * dequeue}; a dequeue of which nobody knows what became of it <em>may have taken</em> an element:
 * the one that it names, or, when it names none, any one. A dequeue is <em>empty</em> when it is
 * answered that nothing is there. An element is <em>surely there</em> from the acknowledgement of
 * its enqueue to the invocation of the dequeue that took it.
 */
@NullMarked
package dev.assay.checker.queue;

import org.jspecify.annotations.NullMarked;
