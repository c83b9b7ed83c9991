/** Tests of the checks of {@code dev.assay.checker.sequence}. */
@NullMarked
package dev.assay.checker.sequence;

import org.jspecify.annotations.NullMarked;
