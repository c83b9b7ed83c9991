/** Faults, targets, schedules. */
@NullMarked
package dev.assay.nemesis;

import org.jspecify.annotations.NullMarked;
