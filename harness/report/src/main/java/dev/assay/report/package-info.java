/** HTML reports from the files of a run. */
@NullMarked
package dev.assay.report;

import org.jspecify.annotations.NullMarked;
