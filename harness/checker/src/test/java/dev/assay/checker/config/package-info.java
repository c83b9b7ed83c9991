/** Tests of the checker of configuration. */
@NullMarked
package dev.assay.checker.config;

import org.jspecify.annotations.NullMarked;
