/** Tests of the checks of {@code dev.assay.checker.bank}. */
@NullMarked
package dev.assay.checker.bank;

import org.jspecify.annotations.NullMarked;
