/**
 * The runner: it lets clients work, breaks the cluster by plan, heals it, and writes down what it
 * sees.
 *
 * <p>The {@code Scheduler} holds the generator, the table of processes and the open operations; it
 * has neither thread nor clock: completions and time go in, operations come out. The {@link
 * dev.assay.core.runner.Runner} puts it together with clients, nemesis and cluster, and moves every
 * callback onto the driver, so that one thread gives the indexes of the history and writes each
 * entry at once: an invocation before it is sent, a completion when it is seen. Intervals can only
 * be wider than the truth, never narrower.
 *
 * <p>Glossary: a <em>stage</em> is a part of a run (set-up, main, final); a <em>deadline</em>
 * stands on everything that somebody else must answer, so that nobody's silence hangs a run.
 */
@NullMarked
package dev.assay.core.runner;

import org.jspecify.annotations.NullMarked;
