@NullMarked
package dev.assay.cluster.process;

import org.jspecify.annotations.NullMarked;
