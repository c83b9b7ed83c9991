@NullMarked
package dev.assay.cluster.linux;

import org.jspecify.annotations.NullMarked;
