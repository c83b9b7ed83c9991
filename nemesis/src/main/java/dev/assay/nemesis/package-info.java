/**
 * What goes wrong. {@link dev.assay.nemesis.FaultKinds} turns the words of the command line into
 * kinds; {@link dev.assay.nemesis.Schedule} draws a plan of faults from the seed; {@link
 * dev.assay.nemesis.PlannedNemesis} finds the targets when the time has come and asks the cluster.
 *
 * <p>Glossary: a <em>kind</em> is what can be asked for; an <em>action</em> is what a cluster can
 * do, and several kinds may need the same one; a <em>track</em> holds the kinds that may not be in
 * effect together: one network fault and one process fault at a time, so that a plan that touches a
 * minority never stops a majority of nodes by adding up.
 */
@NullMarked
package dev.assay.nemesis;

import org.jspecify.annotations.NullMarked;
