@NullMarked
package dev.assay.cluster.reaper;

import org.jspecify.annotations.NullMarked;
