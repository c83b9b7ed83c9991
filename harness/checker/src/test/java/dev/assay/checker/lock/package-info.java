/** Tests of the checks of {@code dev.assay.checker.lock}. */
@NullMarked
package dev.assay.checker.lock;

import org.jspecify.annotations.NullMarked;
