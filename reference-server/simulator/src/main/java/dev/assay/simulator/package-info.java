/**
 * The seeded world: network, disks, clocks and crashes of an ensemble on virtual time, from one
 * seed. The nodes in it run the server's own classes.
 *
 * <p>Its rules: one queue ordered by time and then by insertion; randomness forked by purpose;
 * links are connections, on which any loss is the end; a paused node's inbox is held and handed
 * over in order; a disk keeps bytes and names only when they are synced.
 */
@NullMarked
package dev.assay.simulator;

import org.jspecify.annotations.NullMarked;
