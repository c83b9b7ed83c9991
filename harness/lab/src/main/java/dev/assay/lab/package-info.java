/** What runs many runs: simulation batches, hunts of seeded bugs. */
@NullMarked
package dev.assay.lab;

import org.jspecify.annotations.NullMarked;
