/**
 * What a judge says: one {@link dev.assay.checker.verdict.Guarantee} for each promise that was
 * looked at, each valid, invalid or unknown, merged to one {@link
 * dev.assay.checker.verdict.Verdict}.
 */
@NullMarked
package dev.assay.checker.verdict;

import org.jspecify.annotations.NullMarked;
