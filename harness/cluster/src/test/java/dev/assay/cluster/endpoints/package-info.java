/** Tests of clusters that somebody else has started. */
@NullMarked
package dev.assay.cluster.endpoints;

import org.jspecify.annotations.NullMarked;
