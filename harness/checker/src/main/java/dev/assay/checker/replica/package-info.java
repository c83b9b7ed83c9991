/**
 * Judges whether the servers of a service hold the same state, from what clients see of it. Each
 * node of the tree carries the positions at which it was created, changed, and got or lost a child,
 * and what goes with these; two servers that applied the same changes show the same.
 *
 * <p>Glossary: a <em>change</em> is any write; a <em>look</em> shows one node, as late as the
 * server that is asked; an <em>inspection</em> shows all nodes, none of them older than the moment
 * at which it was invoked. The fields are those of ZooKeeper's stat: {@code czxid}, {@code mzxid},
 * {@code pzxid} are the positions of a node's creation, of the last change of its data, and of the
 * last coming or going of a child; {@code owner} is the session that it ends with.
 */
@NullMarked
package dev.assay.checker.replica;

import org.jspecify.annotations.NullMarked;
