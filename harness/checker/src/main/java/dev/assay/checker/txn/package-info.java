/**
 * Judges transactions by the cycles of what they depend on, as Adya defined isolation levels and as
 * Elle infers them from what clients saw (Kingsbury and Alvaro, "Elle: Inferring isolation
 * anomalies from experimental observations", VLDB 2020).
 *
 * <p>Glossary: <em>ww</em>: the second overwrote a version of the first; <em>wr</em>: the second
 * read a version of the first; <em>rw</em>: the second overwrote a version that the first had read.
 * A history is serializable if the graph of these has no cycle, and strictly so if real time adds
 * none. A read is <em>fractured</em> if it shows one write of a transaction and another read misses
 * a second: T1 wr T2 rw T1, which read atomic rules out (Bailis et al., "Scalable atomic visibility
 * with RAMP transactions", SIGMOD 2014). The graph lies in arrays of numbers: it is about 60 times
 * as fast and small as one of objects.
 *
 * <p>A model holds if some order of the versions of each key shows none of the anomalies that it
 * rules out. What is certain in every order is found first: some edges are there because without
 * them there would be an anomaly as bad. Then one likely order is tried, and after it the others.
 * Transactions of unknown outcome took effect if a committed one read what they wrote.
 *
 * <p>A worked example: two transactions that withdraw from different accounts, each having seen
 * both.
 *
 * <pre>
 *   T1   read x as nil, append 1 to y        T1 did not see T2's append: T1 rw T2
 *   T2   read y as nil, append 1 to x        T2 did not see T1's append: T2 rw T1
 * </pre>
 *
 * <p>T1 rw T2 rw T1: a cycle with two rw edges in a row, G2-item, which snapshot isolation allows
 * and serializability does not.
 */
@NullMarked
package dev.assay.checker.txn;

import org.jspecify.annotations.NullMarked;
