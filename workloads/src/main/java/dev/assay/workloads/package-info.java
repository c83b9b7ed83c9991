/** What clients do and what must hold. */
@NullMarked
package dev.assay.workloads;

import org.jspecify.annotations.NullMarked;
