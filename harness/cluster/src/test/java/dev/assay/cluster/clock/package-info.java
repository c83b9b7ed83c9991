/** Tests of wrong clocks. */
@NullMarked
package dev.assay.cluster.clock;

import org.jspecify.annotations.NullMarked;
