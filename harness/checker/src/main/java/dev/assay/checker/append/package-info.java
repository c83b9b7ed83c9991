/**
 * Judges lists that only grow at their end: what a read shows is what was appended, in one order
 * that all reads agree on. After the list-append workload of Elle (Kingsbury and Alvaro, VLDB
 * 2020), for transactions of one operation.
 *
 * <p>Glossary: the <em>longest</em> read of a list gives the order of its elements; every other
 * read must be a <em>prefix</em> of it. An element has a <em>place</em> in that order, from 1 on.
 */
@NullMarked
package dev.assay.checker.append;

import org.jspecify.annotations.NullMarked;
