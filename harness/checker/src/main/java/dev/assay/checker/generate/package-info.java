/**
 * Makes histories from a seed, for benchmarks, tests and for whoever wants to see what a checker
 * says: of an object that keeps its promise, with so many operations of unknown outcome as one
 * likes, and with violations planted in it.
 *
 * <p>Glossary: a <em>store</em> is one object of a model, used by one client alone; the
 * <em>schedule</em> lets many clients use it at a time: an operation <em>takes effect</em> at a
 * random moment while it is open, so that the order of these moments explains the history. One of
 * unknown outcome is <em>lost</em>: its process is replaced, and it took effect or did not. A
 * <em>plant</em> is a class of violations; a <em>script</em> shows one with a few operations, some
 * <em>true</em> (they are done on the store) and some <em>untrue</em>, at a moment at which nothing
 * else is open. Its values are new ones, so that nothing else in the history can explain it,
 * whatever became of what was lost.
 *
 * <p>The history of a workload is that of a whole run: a <em>service</em> is a store whose clients
 * have <em>sessions</em>, which expire now and then, and may be told of what others do. What is
 * told to a client that an answer is on its way to comes behind that answer, as on a connection. At
 * the beginning each kind of operation is done once, at the end every node is asked once more.
 *
 * <p>Its place: {@link dev.assay.checker.generate.GeneratedModel} names the models that there are,
 * and {@link dev.assay.checker.generate.GeneratedWorkload} the workloads; {@link
 * dev.assay.checker.generate.HistoryGenerator} hands the lines out one by one, so that a history
 * may be longer than the memory. The same settings give the same lines.
 */
@NullMarked
package dev.assay.checker.generate;

import org.jspecify.annotations.NullMarked;
