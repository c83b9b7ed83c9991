@NullMarked
package dev.assay.cluster.proxy;

import org.jspecify.annotations.NullMarked;
