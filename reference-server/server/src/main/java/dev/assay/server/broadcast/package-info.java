/**
 * The atomic broadcast that the state machine sits on: one order of entries, the same on every
 * node. No word of a particular protocol is used above it.
 */
@NullMarked
package dev.assay.server.broadcast;

import org.jspecify.annotations.NullMarked;
