/**
 * The runner and what it runs against. {@code spi} are the seams (driver, client, coordination
 * operations, workload, cluster, system), {@code fault} is the plain data of what goes wrong,
 * {@code run} a run and its files.
 */
@NullMarked
package dev.assay.core;

import org.jspecify.annotations.NullMarked;
