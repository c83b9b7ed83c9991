/**
 * Carries out one run and judges it: the one place where generator, client, cluster and nemesis
 * meet, for the command line and for whoever else wants runs.
 *
 * <p>A {@link dev.assay.engine.RunRequest} is what somebody asks for, with gaps; it becomes {@link
 * dev.assay.engine.ChosenRun}s, in which everything is decided. One of them is run on virtual time
 * or on real servers, and ends as a {@link dev.assay.engine.RunEnding}: a judgement, and files. A
 * {@link dev.assay.engine.Host} is the program around it, which is told how it goes; nothing here
 * prints, or ends the process.
 */
@NullMarked
package dev.assay.engine;

import org.jspecify.annotations.NullMarked;
