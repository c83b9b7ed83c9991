/**
 * What clients and the server say to each other, without the bytes: the wire codec turns
 * ZooKeeper's records into these and back, the simulator uses them as they are.
 */
@NullMarked
package dev.assay.server.client;

import org.jspecify.annotations.NullMarked;
