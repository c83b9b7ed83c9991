/** The reference coordination server. */
@NullMarked
package dev.assay.server;

import org.jspecify.annotations.NullMarked;
