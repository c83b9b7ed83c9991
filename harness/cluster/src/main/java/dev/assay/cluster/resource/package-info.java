/**
 * Nodes that are short of processor time or memory. A <em>limiter</em> is whoever can tell the
 * kernel so, the engine for containers, and a {@linkplain dev.assay.cluster.resource.Groups group}
 * of the harness's own for processes. That the limit was felt, and no longer is, stands in the
 * kernel's counters ({@link dev.assay.cluster.linux.Cgroup}).
 */
@NullMarked
package dev.assay.cluster.resource;

import org.jspecify.annotations.NullMarked;
