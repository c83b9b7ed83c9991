/**
 * A cluster of containers: one for each node, in one network of the run's own.
 *
 * <p>The <em>engine</em> is Docker's daemon, spoken to by docker-java. An <em>image</em> is built
 * from nothing but the JDK and the C library of this machine, and named by a hash of what it holds.
 * Each node has a fixed <em>address</em> in the network, and a port of 127.0.0.1 that is published
 * and stays the same when it is started again; clients come through the link proxy. The node's
 * folder is mounted at its own path, so that its configuration, data and log are there at any
 * moment. Everything carries <em>labels</em>: which run it belongs to, and which harness owns it.
 *
 * <p>Links between nodes are cut by <em>rules</em> in the receiving node's network namespace. They
 * are proven by <em>sights</em>: connections of the harness's own, whose sockets it makes inside
 * the namespaces of both ends. A node that is started again has a new namespace, and gets the rules
 * that are in force.
 */
@NullMarked
package dev.assay.cluster.docker;

import org.jspecify.annotations.NullMarked;
