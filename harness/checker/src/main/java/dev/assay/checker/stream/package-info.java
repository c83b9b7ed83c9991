/**
 * Judges a history while it grows, with memory for what is open and not for what is over.
 *
 * <p><b>Registers whose written values are unique</b> (after Gibbons and Korach 1997, and Golab, Li
 * and Shah 2011). A <em>stage</em> is a value with the operation that made it and those that saw
 * it. A compare-and-set from a to b makes the stage of b follow that of a at once; stages that so
 * hang together are a <em>block</em>, and no other value can come between. Let f be the first
 * completion of an operation of a block, and s the last invocation of one. Block A has to come
 * before block B if and only if f(A) &lt; s(B). The register is linearizable if and only if no two
 * blocks have to come before each other, and within no block an operation on a later stage was over
 * before one on an earlier stage began: a longer cycle of blocks contains one of two, since the
 * block with the smallest f of the cycle has to come before the one that precedes it.
 *
 * <p>Entries come in order, so that f is settled when it is first known, and s grows only by
 * operations that are open or still to come. Let o be the first invocation of an operation that is
 * still open and may see a value. If f(A) &lt; s(B) and f(B) &lt; o for some B, whoever sees a
 * value of A from now on contradicts B. So A is <em>forgotten</em>, and a value that is not known
 * is a violation. Of what was forgotten one number stays, the greatest s: a block whose f lies
 * before it has to come before something forgotten, which has to come before all that is open.
 * Stages at the beginning of a block go likewise. A write of unknown outcome stays as its value
 * alone until somebody sees it; then it took place, else it may be left out.
 *
 * <p>A refused compare-and-set says that the value was another at some moment. That is so if its
 * expected value was made later than it was asked for, or was over by then, or if an operation on
 * another value lies within it. Else it has to fit into one certain order of all blocks ({@link
 * dev.assay.checker.stream.Refusals}); if it does not, "valid" becomes "unknown".
 *
 * <p><b>Sets of unique elements.</b> An element that was acknowledged, or shown by a read that is
 * over, has to be in each read that begins later, which makes a set durable. It is linearizable if
 * the element is also in each read of an element whose add began later, and the sets that reads
 * show contain each other ({@link dev.assay.checker.stream.StreamingLinearSet}). Elements that are
 * whole numbers are kept as ranges.
 *
 * <p><b>Trees with hints.</b> An operation of hint h has its place once everything is over that
 * began before it was over, since what is open then comes behind it in real time. Up to there the
 * order is replayed and forgotten. A hint that does not fit is disregarded, and its operation
 * stands as late as real time allows; where nothing near by helps, the check is stuck.
 */
@NullMarked
package dev.assay.checker.stream;

import org.jspecify.annotations.NullMarked;
