/** Tests of the history's formats and of pairing. */
@NullMarked
package dev.assay.checker.history;

import org.jspecify.annotations.NullMarked;
