/** Tests: good, bad and boundary histories. */
@NullMarked
package dev.assay.checker.exercise;

import org.jspecify.annotations.NullMarked;
