/**
 * Judges ephemeral nodes, which live as long as the session that created them: no longer, since
 * others wait for them to go, and no shorter, since their owner relies on them.
 *
 * <p>A history of this kind has the operations
 *
 * <ul>
 *   <li>{@code own}, value: an id. Creates an ephemeral node of that name; ids are unique;
 *   <li>{@code list}: brings the session up to date by a round of a quorum, then reads the names;
 *       value: the ids that are there. So it shows what was there at some moment between its
 *       invocation and its completion;
 *   <li>{@code leave}: ends the session; {@code ok} when the server confirmed it;
 *   <li>{@code die}: the client is gone, and the session is left to expire; {@code ok} at once.
 *       Both may name the session that they end as their value; else it is that of the invocation.
 *       What the client does next is part of a new session;
 *   <li>{@code touch}: some answered request; {@code move}: the session goes to another server;
 *       both of no weight here,
 * </ul>
 *
 * and the clients' events {@code session} with value {@code {"state":s,"session":id,
 * "timeoutMillis":n}} and a state of {@code connected}, {@code disconnected} or {@code expired}.
 * The session of an operation is the field {@code session} of its completion, else of its
 * invocation.
 *
 * <p>Glossary: a session <em>shows a sign of life</em> with an {@code own} or a {@code list} that
 * is answered {@code ok}: both need a quorum, which knows if the session has ended. A plain read is
 * none: a server that is cut off from the others answers it for a while, in a session that ended
 * elsewhere.
 *
 * <p>What can go wrong, the worst first:
 *
 * <ul>
 *   <li>{@code vanished}: a node is missing though its session lives. Session 1 owns a, somebody
 *       lists the nodes, a is not among them, and session 1 owns b after that: it was alive all the
 *       time, and a had to be there.
 *   <li>{@code survives}: a node is there though its session ended. Session 1 owns a and leaves,
 *       which is confirmed, and a list that begins after that shows a. Or: a server tells the
 *       client that session 1 has expired, and a list that begins after that shows a. Or: session 1
 *       owns a and dies, and a list of the final phase still shows a, longer after that, and after
 *       the event {@code serving}, than twice the session's timeout and three seconds. The clients
 *       of the main phase have gone when the event {@code healed} comes, if they have not before.
 *   <li>{@code expired-early}: a session was told that it had expired, sooner than 0.7 times its
 *       timeout after it had asked for something that was then acknowledged, namely to {@code own}
 *       a node. A clock is asked for this and for the end of the final phase, and nowhere else; the
 *       factors leave room for clocks that differ by a quarter.
 * </ul>
 *
 * <p>What is no violation: a node of a session that died, in the main phase, however long (with no
 * leader no session ends, and a new leader gives each its full time again); a missing node, when
 * its {@code own} was not acknowledged before the list began, or when its session showed no sign of
 * life after the list was over; a node whose {@code own} is of unknown outcome or failed, shown or
 * not, until all clients have gone.
 *
 * <p>Members of groups are the same thing in other words, with {@code join}, {@code members} and
 * the group's key: see {@link dev.assay.checker.ephemeral.EphemeralChecker#ofMembers}. There {@code
 * quit} takes a node away while its session goes on: from its invocation on nothing is due, and
 * from its acknowledgement on a list that shows the member {@code survives}.
 */
@NullMarked
package dev.assay.checker.ephemeral;

import org.jspecify.annotations.NullMarked;
