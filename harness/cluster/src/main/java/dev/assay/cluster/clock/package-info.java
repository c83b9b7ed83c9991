/**
 * Wall clocks of nodes that are wrong: a library (libfaketime) is loaded into each node's process
 * and adds what a file says to the time. Monotonic clocks stay as they are, and so does the host.
 */
@NullMarked
package dev.assay.cluster.clock;

import org.jspecify.annotations.NullMarked;
