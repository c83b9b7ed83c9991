/** Tests of the hunt of seeded bugs, and the hunt of the few that take few seeds. */
@NullMarked
package dev.assay.lab.hunt;

import org.jspecify.annotations.NullMarked;
