/**
 * What clients do. A workload says which operations are asked for and how they are carried out on a
 * session of a coordination service; what must hold of the outcome is declared by its name, for the
 * checkers to find.
 *
 * <p>Everything is asynchronous: a client's operation is a short conversation of requests and
 * replies, and nothing is ever tried again after a reply that leaves open what happened.
 *
 * <p>All nodes of a run live under one <em>scope</em>, a folder that no other run uses, so that a
 * cluster can be used again.
 */
@NullMarked
package dev.assay.workloads;

import org.jspecify.annotations.NullMarked;
