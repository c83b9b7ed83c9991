/**
 * The command line: commands, what they print, and their exit codes. A run is carried out by the
 * engine, and what else a command does stands in the modules below.
 */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
