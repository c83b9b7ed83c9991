/** Tests of the checker of barriers. */
@NullMarked
package dev.assay.checker.barrier;

import org.jspecify.annotations.NullMarked;
