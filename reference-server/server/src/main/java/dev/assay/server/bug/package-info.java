/**
 * The seeded bugs: mistakes that real coordination servers made, built in as switches, off by
 * default, so that the harness can be seen to catch them.
 */
@NullMarked
package dev.assay.server.bug;

import org.jspecify.annotations.NullMarked;
