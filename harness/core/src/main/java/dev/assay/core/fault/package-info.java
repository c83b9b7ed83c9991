/**
 * What goes wrong, as plain data. A <em>planned fault</em> is a line of the schedule that is drawn
 * from the seed before the run; a <em>fault action</em> is what a cluster is asked to do once the
 * targets are known; <em>evidence</em> is what a probe saw of it.
 */
@NullMarked
package dev.assay.core.fault;

import org.jspecify.annotations.NullMarked;
