/**
 * What a killed harness leaves behind, and who removes it. A run writes down itself and each
 * process that it starts in its folder ({@code run.pid}), and marks each process in its
 * environment. The next run kills what belongs to dead runs. A run that lives is left alone.
 */
@NullMarked
package dev.assay.cluster.reaper;

import org.jspecify.annotations.NullMarked;
