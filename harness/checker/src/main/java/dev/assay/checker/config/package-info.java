/**
 * Judges configuration that is watched: a few keys whose values are replaced now and then, and
 * clients that keep a watch on each and read again whenever they are told of a change.
 *
 * <p>Glossary: a <em>change</em> is a write, of a value that is never written again; the server
 * gives each a <em>version</em>, which grows. A <em>look</em> is a read that sets a watch. A
 * <em>synced</em> look is a read after a round of a quorum, and shows the last change; any other
 * may show an older state, but in one session never an older one than before.
 *
 * <p>That a session is told of a change, once, and before it can see it, is the promise of watches;
 * {@link dev.assay.checker.watch.WatchChecker} judges it, of the same history.
 */
@NullMarked
package dev.assay.checker.config;

import org.jspecify.annotations.NullMarked;
