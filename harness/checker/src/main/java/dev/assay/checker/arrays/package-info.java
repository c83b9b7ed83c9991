/** Growing arrays of numbers, for checks that hold millions of operations. */
@NullMarked
package dev.assay.checker.arrays;

import org.jspecify.annotations.NullMarked;
