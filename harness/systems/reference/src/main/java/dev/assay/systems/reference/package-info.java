/**
 * The reference server as a system under test: how its nodes are started, and how they are asked
 * for their state. Sessions with them are those of ZooKeeper's official client.
 */
@NullMarked
package dev.assay.systems.reference;

import org.jspecify.annotations.NullMarked;
