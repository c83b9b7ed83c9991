/**
 * Judges names that a service hands out by counting: ZooKeeper's sequential nodes, ticket numbers,
 * the ids of a queue's items. A name is handed out once, also when what it names is gone, and names
 * grow along real time.
 *
 * <p>Glossary: {@code next} asks for a <em>number</em>; {@code drop} takes away what has one. Drops
 * are there to tempt: a server that counts what is there, instead of what ever was, hands numbers
 * out again (ZOOKEEPER-1046).
 */
@NullMarked
package dev.assay.checker.sequence;

import org.jspecify.annotations.NullMarked;
