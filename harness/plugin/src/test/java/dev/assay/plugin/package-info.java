/** Tests of systems of the user's own. */
@NullMarked
package dev.assay.plugin;

import org.jspecify.annotations.NullMarked;
