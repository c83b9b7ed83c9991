/** The seeded world of virtual time. */
@NullMarked
package dev.assay.simulator;

import org.jspecify.annotations.NullMarked;
