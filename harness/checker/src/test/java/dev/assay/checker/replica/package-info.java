/** Tests of the checks of {@code dev.assay.checker.replica}. */
@NullMarked
package dev.assay.checker.replica;

import org.jspecify.annotations.NullMarked;
