/** Tests of the checks of {@code dev.assay.checker.append}. */
@NullMarked
package dev.assay.checker.append;

import org.jspecify.annotations.NullMarked;
