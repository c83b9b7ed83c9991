/**
 * Faults of what really runs, with their proofs: of nodes ({@code kill}, {@code pause}) by their
 * exit status and by what the kernel shows, of links through the proxy by the harness's own
 * connections. Local processes and containers share them.
 *
 * <p>A <em>family</em> is a set of kinds of fault that are carried out alike. A <em>life</em> is
 * one process of a node, from its start to its end. A <em>grip</em> is the way to end and to hold
 * such processes. A <em>trial</em> is one attempt to get something over a link.
 */
@NullMarked
package dev.assay.cluster.fault;

import org.jspecify.annotations.NullMarked;
