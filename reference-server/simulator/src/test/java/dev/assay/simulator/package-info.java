/** Tests of the simulator, and of the server's core in it. */
@NullMarked
package dev.assay.simulator;

import org.jspecify.annotations.NullMarked;
