/** Tests of what runs many runs. */
@NullMarked
package dev.assay.lab;

import org.jspecify.annotations.NullMarked;
