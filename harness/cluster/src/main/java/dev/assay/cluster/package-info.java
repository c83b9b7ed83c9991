/** Where nodes live: local processes behind a link proxy. */
@NullMarked
package dev.assay.cluster;

import org.jspecify.annotations.NullMarked;
