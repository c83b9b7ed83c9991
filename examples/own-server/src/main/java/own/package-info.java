/** A server of one's own, and the few lines by which Assay judges it. */
@NullMarked
package own;

import org.jspecify.annotations.NullMarked;
