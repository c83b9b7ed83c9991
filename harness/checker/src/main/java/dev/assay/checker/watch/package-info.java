/**
 * Judges one-shot watches, as ZooKeeper has them: who looks at an object may ask to be told of its
 * next change, once, and is told before it can see the change.
 *
 * <p>A history of this kind has the operations
 *
 * <ul>
 *   <li>{@code write} of a key, {@code add} of a child to a folder (the key), and {@code delete} of
 *       a key: the changes. What is written or added is never the same;
 *   <li>{@code observe} of a key: reads it and sets a watch on it; value {@code {"value":v,
 *       "version":n}}, with version -1 when the key does not exist (the watch then waits for its
 *       creation);
 *   <li>{@code list} of a folder: reads the names of its children and sets a watch on them; value
 *       {@code {"children":[..],"version":n}}, where the version counts how often they changed;
 * </ul>
 *
 * and the clients' events {@code watch}: key, and value {@code {"change":c}} with {@code created},
 * {@code deleted} or {@code data-changed}, which are about the key's data, or {@code
 * children-changed}; {@code deleted} is about both. The events of a session stand in one order with
 * the completions of its operations, as its client saw them. Sessions are told apart by the field
 * {@code session} (of an operation: of its completion, else of its invocation); where there is
 * none, a process is a session. With a session its watches end.
 *
 * <p>Glossary: a <em>registration</em> is an {@code observe} or a {@code list}. It is
 * <em>armed</em> from its completion on until an event of its session, key and kind comes, or until
 * the next registration takes its place: two registrations are one watch. An event <em>uses up</em>
 * the registration that is armed.
 *
 * <p>What can go wrong, the worst first. All examples are of key x in one session:
 *
 * <ul>
 *   <li>{@code before-data}: the session was told of a change, and did not see it when it looked
 *       next. It observes version 3; the event comes; it observes version 3 again.
 *   <li>{@code missed}: the session sees a change that it was not told of. It observes version 3,
 *       and later version 4, and no event came in between.
 *   <li>{@code twice}: an event that nothing had asked for. It observes x; an event comes; another
 *       one comes, and it had not observed x again.
 * </ul>
 *
 * <p>What is no violation, and why:
 *
 * <ul>
 *   <li>Several changes and one event, for a watch fires once.
 *   <li>Two registrations and one event.
 *   <li>No event, when the session did not look again: the change may be under way to it.
 *   <li>A connection that is lost: the client sets its watches again, and the server tells of what
 *       has changed since, so the same is due. But a new session starts from nothing.
 *   <li>The state before an event, when the connection was lost after the event (an event {@code
 *       session} with the state {@code disconnected}) and nothing had been answered in between.
 *       ZooKeeper's client asks a new server for no more than what the last answer showed; an event
 *       does not count, since others may have been on their way with it (ZOOKEEPER-4655).
 *   <li>An event that comes while a registration is under way. It may belong to an earlier one, and
 *       this one may be armed all the same when it is answered: the change happened before it was
 *       carried out, which must therefore show it.
 *   <li>A registration of unknown outcome, or one that failed (a read that was lost changes
 *       nothing, and counts as failed): the watch may be set or not. It excuses one event, and
 *       nothing is due from it.
 *   <li>A version that grows smaller without a deletion: that is not a matter of watches but of the
 *       order of the session.
 * </ul>
 *
 * <p>The versions of a key grow, unless the history holds a deletion of it (an operation {@code
 * delete}, whatever became of it, or an event). Then they may begin again: any other version is a
 * change, and only the very same state (version and value, of something that exists) is before the
 * data.
 */
@NullMarked
package dev.assay.checker.watch;

import org.jspecify.annotations.NullMarked;
