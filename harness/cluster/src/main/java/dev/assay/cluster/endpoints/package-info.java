/**
 * A cluster that somebody else has started, and that is known by its endpoints alone. Its clients
 * come through the link proxy, so that their links can be broken; all else is out of reach: its
 * processes, and the links between its nodes.
 */
@NullMarked
package dev.assay.cluster.endpoints;

import org.jspecify.annotations.NullMarked;
