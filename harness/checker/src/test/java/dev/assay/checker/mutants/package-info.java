/** Bugs planted in the checkers, to see that their tests find them. */
@NullMarked
package dev.assay.checker.mutants;

import org.jspecify.annotations.NullMarked;
