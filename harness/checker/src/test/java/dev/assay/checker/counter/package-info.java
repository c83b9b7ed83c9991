/** Tests of the checks of {@code dev.assay.checker.counter}. */
@NullMarked
package dev.assay.checker.counter;

import org.jspecify.annotations.NullMarked;
