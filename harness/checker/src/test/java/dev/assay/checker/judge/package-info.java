/** Tests: good, bad and boundary histories. */
@NullMarked
package dev.assay.checker.judge;

import org.jspecify.annotations.NullMarked;
