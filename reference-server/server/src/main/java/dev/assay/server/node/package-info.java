/**
 * One node of the server: the state machine on an atomic broadcast, and the clients' connections in
 * front of it.
 *
 * <p>Glossary: a <em>connection</em> is one incarnation of a client's link to this node; an
 * <em>attachment</em> is a session's count of its connections; a session is <em>touched</em> when
 * its client shows a sign of life.
 */
@NullMarked
package dev.assay.server.node;

import org.jspecify.annotations.NullMarked;
