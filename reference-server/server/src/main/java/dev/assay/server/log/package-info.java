/**
 * What a node keeps on disk: one write-ahead log of checksummed records, in segments, and
 * snapshots.
 *
 * <p>Everything that must survive is a record of the one log: entries, truncations, installed
 * snapshots and both epochs. Records become durable in the order in which they were appended, so
 * the order of durability that ZAB asks for (history, then epoch, then acknowledgement;
 * ZOOKEEPER-4643, 4646, 3911) is the order of the calls, and epoch files that disagree with the log
 * (ZOOKEEPER-1653, 2307) cannot exist.
 *
 * <p>Glossary: a <em>batch</em> is what is written between two syncs (group commit); a <em>torn
 * tail</em> is a last batch of which a crash left only a part, which was never acknowledged to
 * anybody and is cut off; <em>corruption</em> is any other damage, and the node refuses to serve.
 */
@NullMarked
package dev.assay.server.log;

import org.jspecify.annotations.NullMarked;
