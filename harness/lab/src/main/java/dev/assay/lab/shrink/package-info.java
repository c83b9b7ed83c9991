/**
 * Makes a failing run of real servers small: what is left out of it, and in which order that is
 * tried. How one run is done is a <em>trial</em>, which only the command line knows.
 *
 * <p>Glossary: a <em>form</em> is a run that may be tried: what is chosen, and the plan of faults.
 * It <em>fails</em> when one of a few tries breaks the same promise in the same way as the run that
 * it came from. Real runs are not deterministic: a form that did not fail may still be able to, so
 * the result is a form that failed and is small, and not the smallest that there is. (Zeller and
 * Hildebrandt, <em>Simplifying and isolating failure-inducing input</em>, TSE 2002; simulated runs
 * are shrunk by {@link dev.assay.lab.RunShrinker}, which can do more.)
 */
@NullMarked
package dev.assay.lab.shrink;

import org.jspecify.annotations.NullMarked;
