/** Tests: good, bad and boundary histories. */
@NullMarked
package dev.assay.checker.set;

import org.jspecify.annotations.NullMarked;
