/** Tests of the shrinker of real runs, with trials that are only played. */
@NullMarked
package dev.assay.lab.shrink;

import org.jspecify.annotations.NullMarked;
