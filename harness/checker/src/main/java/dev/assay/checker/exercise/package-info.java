/**
 * Judges the run rather than the data: was anything exercised at all (a pass in which nothing
 * happened is worth nothing), did the system serve again in time after healing, did a healthy
 * majority serve while the rest was dead, did its nodes live.
 */
@NullMarked
package dev.assay.checker.exercise;

import org.jspecify.annotations.NullMarked;
