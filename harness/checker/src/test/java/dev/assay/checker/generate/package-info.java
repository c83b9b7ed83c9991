/** Tests of {@code dev.assay.checker.generate} with the checks of all models. */
@NullMarked
package dev.assay.checker.generate;

import org.jspecify.annotations.NullMarked;
