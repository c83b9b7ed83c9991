/** Seeded bugs. */
@NullMarked
package dev.assay.server.bug;

import org.jspecify.annotations.NullMarked;
