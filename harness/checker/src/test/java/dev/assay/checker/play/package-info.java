/** Random clients of a simulated service, for tests of checkers. */
@NullMarked
package dev.assay.checker.play;

import org.jspecify.annotations.NullMarked;
