/** Tests of a run's files. */
@NullMarked
package dev.assay.core.run;

import org.jspecify.annotations.NullMarked;
