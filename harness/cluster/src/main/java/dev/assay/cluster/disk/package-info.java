/**
 * Disks of nodes that fail: a file system of the harness's own (FUSE, by libfuse 3) lies between a
 * node and its data, and knows what has been synced and what has not.
 *
 * <p>What a node has written and not synced stands in the backing folder like all else, and beside
 * it stands how to take it back: for each file the size and the blocks that are durable, for names
 * what to undo. A <em>loss of power</em> takes it back. As with the journals of ext4 and xfs, names
 * are durable in the order in which they were made, with the next sync of anything; the bytes of a
 * file are durable with its own sync alone. A part of what had been appended may survive, up to a
 * sector's end, as it does on real disks.
 */
@NullMarked
package dev.assay.cluster.disk;

import org.jspecify.annotations.NullMarked;
