/** Runner, generators, SPIs, run files. */
@NullMarked
package dev.assay.core;

import org.jspecify.annotations.NullMarked;
