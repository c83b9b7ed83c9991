/**
 * Where nodes live. {@code process} runs them as local processes, {@code docker} in containers;
 * {@code fault} breaks both; {@code proxy} is the links between them; {@code linux} is what the
 * kernel shows of processes and sockets; {@code reaper} cleans up after runs that were killed.
 */
@NullMarked
package dev.assay.cluster;

import org.jspecify.annotations.NullMarked;
