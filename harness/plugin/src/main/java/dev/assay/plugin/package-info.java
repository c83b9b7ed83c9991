/**
 * A system of the user's own. An {@link dev.assay.plugin.OwnServer} says how a node is started and
 * when it is ready, and opens an {@link dev.assay.plugin.OwnClient}, which reads, writes and
 * compares-and-sets registers; {@link dev.assay.plugin.OwnSystem} makes a system under test of it.
 * The client may be a program in any language: {@link dev.assay.plugin.ProgramClient}.
 *
 * <p>Whoever writes one compiles against this package and needs nothing else of ours.
 */
@NullMarked
package dev.assay.plugin;

import org.jspecify.annotations.NullMarked;
