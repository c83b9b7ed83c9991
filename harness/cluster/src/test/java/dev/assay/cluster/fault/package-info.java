/** Tests of what is common to the faults of all real clusters. */
@NullMarked
package dev.assay.cluster.fault;

import org.jspecify.annotations.NullMarked;
