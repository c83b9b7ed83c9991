/** A run as one value, its seed, and the files that it leaves. */
@NullMarked
package dev.assay.core.run;

import org.jspecify.annotations.NullMarked;
