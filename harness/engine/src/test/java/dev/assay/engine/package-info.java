/** What a run is made of, without a run. */
@NullMarked
package dev.assay.engine;

import org.jspecify.annotations.NullMarked;
