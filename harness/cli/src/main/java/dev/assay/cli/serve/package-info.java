/**
 * The server behind {@code assay serve}: it shows a folder of results to a browser on the same
 * machine, and nothing else to nobody else. {@link dev.assay.cli.serve.ResultsServer} answers,
 * {@code SharedFolder} says which file a path stands for, if any, and {@code LiveRuns} reads the
 * histories of runs that are under way as they grow.
 */
@NullMarked
package dev.assay.cli.serve;

import org.jspecify.annotations.NullMarked;
