/** Tests of the runner, in virtual time but for those of the real driver. */
@NullMarked
package dev.assay.core.runner;

import org.jspecify.annotations.NullMarked;
