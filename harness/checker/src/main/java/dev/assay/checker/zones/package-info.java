/**
 * Decides whether a register is linearizable in linear time, where every value is written once: the
 * zones of Gibbons and Korach ("Testing shared memories", SIAM J. Comput. 26, 1997), extended to
 * compare-and-set.
 *
 * <p>Glossary: the <em>cluster</em> of a value is the operation that wrote it and those that
 * required it. A <em>chain</em> is a sequence of clusters of which each next one's value was
 * written by a compare-and-set that required the one before: nothing can come between them, so a
 * chain is taken as one. The <em>zone</em> of a chain lies between the first end and the last
 * beginning among its operations. It is <em>forward</em> if the end is first: then the register
 * held values of the chain all that time. Otherwise it is <em>backward</em>: all its operations
 * overlap there, and all of them may have taken effect at one moment of the zone.
 *
 * <p>There is an order if and only if
 *
 * <ol>
 *   <li>every value that was required was written, or was there at first, and by one operation; no
 *       two took it as the one to replace;
 *   <li>within a chain no operation was over before one began that must come before it (the write
 *       before those that require it, a cluster before the next);
 *   <li>no two forward zones overlap, and no backward zone lies within a forward one.
 * </ol>
 *
 * <p>Why that suffices: give each forward chain the time of its zone, and each backward chain a
 * moment of its zone that no forward zone covers. An operation of a chain takes effect at the
 * latest beginning among itself and those before it in the chain, but not before the zone begins;
 * by (2) that is not after its end.
 *
 * <p>An operation of unknown outcome whose value nobody required, directly or through others that
 * surely happened, is left out: without it the order is still one. One whose value was required has
 * no end.
 *
 * <p>A failed compare-and-set says only which value was not there. Where that value was there all
 * the time in the order that follows, its time is made shorter: between the last operation that
 * found it and the next change, that change may come earlier, or a write of unknown outcome that
 * nobody saw may come in. If that fails too nothing is decided here.
 *
 * <p>A worked example, time going down:
 *
 * <pre>
 *   process 1   write 1 acknowledged                  zone of 1: forward, from here
 *   process 2   write 2 acknowledged                  zone of 2: forward, from here
 *   process 3   read -> 2                             zone of 2: to the beginning of this
 *   process 3   read -> 1                             zone of 1: to the beginning of this
 * </pre>
 *
 * <p>The zone of 2 lies in that of 1: not linearizable.
 */
@NullMarked
package dev.assay.checker.zones;

import org.jspecify.annotations.NullMarked;
