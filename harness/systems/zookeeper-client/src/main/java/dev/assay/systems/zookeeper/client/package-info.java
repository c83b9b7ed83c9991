/**
 * What systems that speak ZooKeeper's protocol have in common: <em>sessions</em> with them by
 * ZooKeeper's official client, the <em>word</em> {@code srvr} by which a server says how it is, and
 * the file {@code zoo.cfg}. A session is pinned to one node, so that nothing is tried again behind
 * the runner's back.
 */
@NullMarked
package dev.assay.systems.zookeeper.client;

import org.jspecify.annotations.NullMarked;
