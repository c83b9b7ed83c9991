/** Tests of disks that fail. */
@NullMarked
package dev.assay.cluster.disk;

import org.jspecify.annotations.NullMarked;
