/**
 * The suite: many different runs of one system, one answer.
 *
 * <p>The way of the data: {@link dev.assay.lab.suite.Matrix} makes the runs from a request and one
 * seed; {@link dev.assay.lab.suite.FailedSeeds} puts those first that were invalid the last time;
 * {@link dev.assay.lab.suite.SuiteRunner} runs them by a <em>trial</em> (how one run is done, which
 * only the command line knows); {@link dev.assay.lab.suite.Waivers} take known violations out of
 * what is red; {@link dev.assay.lab.suite.SuiteSummary} says what came of all. {@link
 * dev.assay.lab.suite.Pruning} deletes old runs.
 *
 * <p>Glossary: a <em>cell</em> of the matrix is a workload under some kinds of fault on a system;
 * with a seed it is a <em>planned</em> run. A planned run <em>ends</em> judged, broken (a fault of
 * the harness or of the machine, which says nothing of the system), or not run; together with the
 * waivers that gives its <em>status</em>. A workload is <em>weak</em> against a kind of fault when
 * the hunt of a seeded bug breaks that workload by it. A <em>waiver</em> names a violation that is
 * known, why it stays for now, and until when.
 */
@NullMarked
package dev.assay.lab.suite;

import org.jspecify.annotations.NullMarked;
