/**
 * Decides from a recorded history whether a system kept its promises. Usable alone: it depends on
 * no other module.
 */
@NullMarked
package dev.assay.checker;

import org.jspecify.annotations.NullMarked;
