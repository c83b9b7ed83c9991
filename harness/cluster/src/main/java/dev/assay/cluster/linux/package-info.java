/**
 * What Linux knows of processes and sockets, read from {@code /proc}, and signals. This is where
 * the proofs of process faults come from: not what a call returned, but what the kernel shows.
 */
@NullMarked
package dev.assay.cluster.linux;

import org.jspecify.annotations.NullMarked;
