/** What tests of checkers share: histories as text, and random clients of a simulated service. */
@NullMarked
package dev.assay.checker.play;

import org.jspecify.annotations.NullMarked;
