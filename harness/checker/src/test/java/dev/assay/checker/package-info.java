/** Tests of what all checks share. */
@NullMarked
package dev.assay.checker;

import org.jspecify.annotations.NullMarked;
