/**
 * A reader of EDN, the notation of Clojure's data (github.com/edn-format/edn), as Jepsen and
 * Knossos write it: whole EDN, plus what Clojure prints beside it (ratios, namespaced maps,
 * patterns, {@code ##Inf}). Metadata ({@code ^}) is read over.
 *
 * <p>What becomes of it: nil is {@link dev.assay.checker.history.Nil}, integers are {@link Long} or
 * {@link java.math.BigInteger}, floats {@link Double} or {@link java.math.BigDecimal} (suffix M),
 * vectors and lists {@link java.util.List}, maps {@link java.util.Map} and sets {@link
 * java.util.Set} in the order of the text; the rest are {@link dev.assay.checker.edn.Edn} records.
 */
@NullMarked
package dev.assay.checker.edn;

import org.jspecify.annotations.NullMarked;
