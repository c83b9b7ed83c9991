/** Tests of the checks of {@code dev.assay.checker.queue}. */
@NullMarked
package dev.assay.checker.queue;

import org.jspecify.annotations.NullMarked;
