/** Tests of reading other people's histories. */
@NullMarked
package dev.assay.checker.formats;

import org.jspecify.annotations.NullMarked;
