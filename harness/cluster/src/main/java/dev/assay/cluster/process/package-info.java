/**
 * A cluster of local processes: one for each node, in a session of its own, behind the link proxy.
 * Every fault is proven by what a probe saw: of links by the harness's own connections through
 * them, of processes by their exit status and by {@code /proc}.
 */
@NullMarked
package dev.assay.cluster.process;

import org.jspecify.annotations.NullMarked;
