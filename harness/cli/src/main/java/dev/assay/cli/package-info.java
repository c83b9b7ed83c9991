/**
 * The command line: commands, and the wiring of the parts. What a command does stands in the modules
 * below; here is only who meets whom, what is printed, and the exit code.
 */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
