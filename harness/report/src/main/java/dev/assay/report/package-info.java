/**
 * What a person and a CI job read of a run: {@link dev.assay.report.ReportWriter} makes the
 * one-file {@code report.html}, {@link dev.assay.report.RunMarkdown} the {@code summary.md}, {@link
 * dev.assay.report.JUnitXml} the {@code junit.xml}, {@link dev.assay.report.TraceWriter} the {@code
 * trace.json}. All are made from a {@link dev.assay.report.ReportInput}, that is, from the files of
 * a run alone, so that a report can be written again at any time.
 *
 * <p>The way of the data: {@code RunHistory} pairs invocations with completions and finds the
 * faults and what happened to the nodes; {@code Picture} adds everything that more than one section
 * needs; each {@code Section} writes its part of the page as finished HTML, so that the page reads
 * without its script; {@code PageData} and {@code OperationPack} are what the script draws from
 * (the resources {@code page.css} and {@code js/*.js}).
 *
 * <p>Of many runs: {@link dev.assay.report.ResultsScan} finds what lies in a folder of results,
 * {@link dev.assay.report.ResultsPage} lists it, {@link dev.assay.report.Comparison} sets two runs
 * side by side, and {@link dev.assay.report.RunProgress} says how one goes that is under way.
 *
 * <p>Glossary: a <em>row</em> is a line of the timeline, one for each client slot: a process that
 * is renamed after an unknown outcome stays in its row. A fault is <em>asked</em> for by the
 * nemesis, <em>applied</em> when the cluster said that it was done, and <em>proven</em> when a
 * probe saw it. A <em>flagged</em> operation is evidence of a broken guarantee: it is drawn last
 * and never left out; a <em>mark</em> is evidence that belongs to no operation, such as an event.
 * Text from a history is hostile: it goes through {@code Wording.visible} and is never markup, and
 * on a terminal through {@link dev.assay.report.TerminalText}.
 */
@NullMarked
package dev.assay.report;

import org.jspecify.annotations.NullMarked;
