/** Tests of the search for an order: oracles, random histories, scenarios. */
@NullMarked
package dev.assay.checker.linear;

import org.jspecify.annotations.NullMarked;
