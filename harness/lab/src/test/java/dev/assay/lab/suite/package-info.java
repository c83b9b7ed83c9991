/** Tests of the suite; their runs are made up. */
@NullMarked
package dev.assay.lab.suite;

import org.jspecify.annotations.NullMarked;
