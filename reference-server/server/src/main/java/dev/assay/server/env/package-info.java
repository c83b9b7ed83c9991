/**
 * The seam between the core and the world: {@link dev.assay.server.env.Env} is all that the core
 * can do, {@link dev.assay.server.env.Event} all that can happen to it. The real runtime and the
 * simulator drive the same classes through it.
 *
 * <p>Glossary: a <em>link</em> is one incarnation of a connection between two nodes: FIFO, and any
 * loss ends it for good; a <em>datagram</em> may be lost, repeated and overtaken; a <em>token</em>
 * names one call whose completion comes back as an event and is never used twice by one incarnation
 * of a node.
 */
@NullMarked
package dev.assay.server.env;

import org.jspecify.annotations.NullMarked;
