/**
 * The replicated state machine: a persistent (copy-on-write) tree of znodes and the table of
 * sessions. {@code apply} is deterministic and reads nothing but the envelope; it knows no protocol
 * of replication, and positions are opaque numbers that grow.
 */
@NullMarked
package dev.assay.server.tree;

import org.jspecify.annotations.NullMarked;
