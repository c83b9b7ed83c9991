/**
 * The real world around the core: one serial loop for the node, Netty for links and clients, files
 * with one thread that writes and syncs them, a configuration file and {@code main}. The only
 * package with threads, sockets, files and clocks.
 *
 * <p>Who runs where: the node and every method of {@link dev.assay.server.env.Env} on the loop's
 * thread; channels on Netty's threads, which only decode, encode and post to the loop; files on the
 * disk thread. Nothing is shared between them but immutable values, queues and counters.
 *
 * <p>Glossary: the <em>loop</em> is the one thread of control of a node; its <em>mailbox</em> holds
 * what others ask of it; <em>inflow</em> is what one connection has put there and the node has not
 * yet taken, and reading from that connection pauses when it is too much.
 */
@NullMarked
package dev.assay.server.runtime;

import org.jspecify.annotations.NullMarked;
