/**
 * Judges double barriers: parties that begin something together, and end it together (ZooKeeper's
 * recipe, "double barriers").
 *
 * <p>Glossary: a <em>round</em> (the key) has a number of <em>parties</em>. Each <em>enters</em>,
 * by a node that ends with its session; <em>passes</em>, when all have entered; <em>leaves</em>, by
 * taking its node away; and <em>exits</em>, when nobody is left.
 */
@NullMarked
package dev.assay.checker.barrier;

import org.jspecify.annotations.NullMarked;
