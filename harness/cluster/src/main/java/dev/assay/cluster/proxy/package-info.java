/**
 * The links between nodes, and between clients and nodes, as things that can be broken.
 *
 * <p>Each <em>route</em> is a listening port of the harness that stands for one port of one node as
 * one other node (or all clients) sees it. A connection that comes in there is forwarded by two
 * <em>pumps</em>, one for each direction. What flows from a to b passes the <em>gate</em> of the
 * directed link (a, b), no matter who opened the connection. A closed gate holds bytes back, as
 * lost segments do: nothing is ever dropped out of the middle of a stream. A lossy link holds bytes
 * as long as sending them again would take, and ends connections; a narrow one lets a
 * <em>bucket</em> say when they may pass.
 *
 * <p>A <em>gateway</em> is for nodes that know each other by one address that all of them share,
 * and not by a port for each pair: it speaks SOCKS5 with one node, and leads its connections to the
 * entrances of that node's routes.
 *
 * <p>A <em>probe</em> is a connection of the harness through a route, which differs from a server's
 * in one thing only: it is forwarded to an <em>echo</em> of the harness in place of the node.
 */
@NullMarked
package dev.assay.cluster.proxy;

import org.jspecify.annotations.NullMarked;
