/** Tests of judging a history while it grows. */
@NullMarked
package dev.assay.checker.stream;

import org.jspecify.annotations.NullMarked;
