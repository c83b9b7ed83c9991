/** Tests of the models. */
@NullMarked
package dev.assay.checker.model;

import org.jspecify.annotations.NullMarked;
