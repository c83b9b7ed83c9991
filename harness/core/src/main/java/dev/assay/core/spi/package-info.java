/**
 * The seams of the harness. All of them are asynchronous: a call never blocks, and its answer comes
 * through a callback, at most once, from any thread in real time and from the driver in virtual
 * time. The runner moves each answer onto its driver.
 */
@NullMarked
package dev.assay.core.spi;

import org.jspecify.annotations.NullMarked;
