/** Tests of reading other people's histories. */
@NullMarked
package dev.assay.checker.edn;

import org.jspecify.annotations.NullMarked;
