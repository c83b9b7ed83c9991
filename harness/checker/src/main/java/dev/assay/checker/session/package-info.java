/**
 * Judges what a session may rely on: its requests take effect in the order in which it submitted
 * them, though it does not wait for the answers, and it never goes back in time, though it may move
 * from server to server. ZooKeeper calls it "FIFO client order" (Hunt et al., USENIX ATC 2010).
 *
 * <p>A history of this kind consists of bursts. A burst is a list of requests that one session
 * submits at once:
 *
 * <ul>
 *   <li>{@code ["w", key, value]} writes; each value is written once in the whole history. Answer:
 *       {@code ["w", key, value, outcome, version]};
 *   <li>{@code ["r", key]} reads, from whatever server the session is at. Answer: {@code ["r", key,
 *       value, outcome, version]}; nothing is there when the value is nil and the version -1;
 *   <li>{@code ["sync"]}, answer {@code ["sync", outcome]};
 *   <li>{@code ["move", node]}, answer {@code ["move", node, outcome]}: the session goes to another
 *       server, and what stands behind it is asked there.
 * </ul>
 *
 * An outcome is {@code ok}, {@code fail} (surely not done) or {@code info} (nobody knows). A
 * <em>version</em> counts the changes of a key from 0, so that versions say in which order writes
 * took effect; -1 when it is not known. Keys are never deleted. The operation {@code init} creates
 * the keys; its value is a list of such writes.
 *
 * <p>Glossary: a <em>sighting</em> is a version and the value that somebody saw under it: an
 * answered read, or an acknowledged write. The version of a write is <em>known</em> when it was
 * acknowledged with it, or when its value was seen anywhere; so that of a write of unknown outcome
 * may be known, which proves that it took effect.
 *
 * <p>What can go wrong, the worst first. All examples are of key x, in one session unless another
 * is named:
 *
 * <ul>
 *   <li>{@code diverged}: two values under one version of a key. Session 1 reads 5 as version 3,
 *       session 2 reads 6 as version 3: there are two truths, and all else may follow from that.
 *   <li>{@code repeated}: one value under two versions of a key. A write of 5 is seen as version 3
 *       and as version 4: it took effect twice.
 *   <li>{@code reordered}: two writes of a session took effect against their order. The write of 5
 *       loses its connection and is of unknown outcome, the next write, of 6, is acknowledged as
 *       version 3 over the next connection; then somebody reads 5 as version 4. It may have taken
 *       effect never, or before 6, but not after it. A read that shows what its session writes only
 *       later in its order is of this kind too.
 *   <li>{@code went-back}: a session saw a version, and later in its order an older one. It reads
 *       version 4, moves to a server that lags behind, and reads version 3; or its write takes
 *       effect as version 3.
 *   <li>{@code lost-own-write}: a session's write was acknowledged, and a read later in its order
 *       shows an older version. The write of 5 is acknowledged as version 4, the read that was
 *       submitted right behind it shows version 3: it overtook the write.
 *   <li>{@code phantom}: a read shows a value that nobody had begun to write, or whose write surely
 *       did not happen.
 * </ul>
 *
 * <p>What is no violation: a read that shows older versions than another session has seen (reads
 * are local); a read that misses a write of the same session of unknown outcome; versions that
 * nobody saw.
 *
 * <p>Which session a request was part of must be certain before its order is judged: an operation
 * that ended {@code ok} was part of the session that its completion names (its invocation may have
 * come before there was one); one of unknown outcome only when both lines name the same, for the
 * client may have replaced its session in between. What such requests wrote and saw counts all the
 * same.
 */
@NullMarked
package dev.assay.checker.session;

import org.jspecify.annotations.NullMarked;
