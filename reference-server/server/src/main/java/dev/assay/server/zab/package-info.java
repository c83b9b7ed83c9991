/**
 * ZAB, the atomic broadcast of ZooKeeper (Junqueira, Reed and Serafini, DSN 2011), with its four
 * phases: election, discovery, synchronisation and broadcast.
 *
 * <p>A node is in one {@link dev.assay.server.zab.Role} at a time: electing, following or leading.
 * A role ends by asking {@link dev.assay.server.zab.Zab} for the next one; what it had under way (a
 * sync, a timer) then finds it ended and does nothing.
 *
 * <p>Glossary: the <em>accepted epoch</em> (f.p in the paper) is the last NEWEPOCH that a node said
 * yes to, the <em>current epoch</em> (f.a) the last NEWLEADER; a <em>learner</em> is a follower as
 * its leader sees it; a leader is <em>established</em> once a quorum has acknowledged NEWLEADER.
 *
 * <p>What must be durable before which message leaves is written at each place as "durable first".
 */
@NullMarked
package dev.assay.server.zab;

import org.jspecify.annotations.NullMarked;
