/** Tests of the generators. */
@NullMarked
package dev.assay.core.generator;

import org.jspecify.annotations.NullMarked;
