package dev.assay.server.node;

import dev.assay.server.broadcast.AtomicBroadcast;

/**
 * What the four-letter word {@code srvr} shows.
 *
 * @param nodes in the tree
 * @param connections of clients to this node
 * @param sessions of the ensemble
 */
public record NodeStatus(
    AtomicBroadcast.Status broadcast, int nodes, int connections, int sessions) {}
