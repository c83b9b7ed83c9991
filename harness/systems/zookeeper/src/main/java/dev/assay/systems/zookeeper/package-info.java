/**
 * Apache ZooKeeper as a system under test: how its servers are started from the released jars, and
 * how they are asked for their state. Its <em>known holes</em> are promises that it is known not to
 * keep. Sessions with it are those of its own client.
 */
@NullMarked
package dev.assay.systems.zookeeper;

import org.jspecify.annotations.NullMarked;
