/**
 * The reference server as a system under test: how its nodes are started, how they are asked for
 * their state, and sessions with them by ZooKeeper's official client. A session is pinned to one
 * node, so that nothing is tried again behind the runner's back.
 */
@NullMarked
package dev.assay.systems.reference;

import org.jspecify.annotations.NullMarked;
