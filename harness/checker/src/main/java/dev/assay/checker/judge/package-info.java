/**
 * Puts checkers together: which ones a workload calls for, what they say of a history, merged into
 * one {@link dev.assay.checker.judge.Judgement} with what the run exercised.
 */
@NullMarked
package dev.assay.checker.judge;

import org.jspecify.annotations.NullMarked;
