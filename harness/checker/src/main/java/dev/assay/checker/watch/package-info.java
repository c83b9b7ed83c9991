/**
 * Judges one-shot watches, as ZooKeeper has them: who looks at an object may ask to be told of its
 * next change, once, and is told before it can see the change, and of changes in their order.
 *
 * <p>A history of this kind has the operations
 *
 * <ul>
 *   <li>{@code write} of a key, {@code add} of a child to a folder (the key), and {@code delete} of
 *       a key: the changes. What is written or added is never the same. The completion of a write
 *       says {@code [value, version]}; one that does not can still be found by whoever observes it.
 *       The name of a child is what was added, as text;
 *   <li>{@code observe} of a key: reads it and sets a watch on it; value {@code {"value":v,
 *       "version":n}}, with version -1 when the key does not exist (the watch then waits for its
 *       creation);
 *   <li>{@code list} of a folder: reads the names of its children and sets a watch on them; value
 *       {@code {"children":[..],"version":n}}, where the version counts how often they changed;
 * </ul>
 *
 * <p>What an {@code observe} or a {@code list} shows has a field {@code "late":true} where the
 * system does not promise that its event comes before the change can be seen, as with etcd. Then
 * nothing is {@code missed}, since the event may still come; all else is promised. A registration
 * that failed may have been made all the same, after the change, and nothing is due from the one
 * before it any more.
 *
 * <p>and the clients' events {@code watch}: key, and value {@code {"change":c}} with {@code
 * created}, {@code deleted} or {@code data-changed}, which are about the key's data, or {@code
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
 *       and later version 4, and no event came in between. Or it sees a later change of something
 *       else: it observes version 3 of x, somebody writes version 4, which is acknowledged; then
 *       the session itself writes y, or observes what was written there after that, and no event of
 *       x has come.
 *   <li>{@code ordered}: the session is told of a later change first. It observes x and y; somebody
 *       writes x, which is acknowledged, and then y; and the event of y comes before that of x, or
 *       that of x does not come.
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
 * <p>Which of two changes of different objects came first is taken from real time alone: one was
 * acknowledged before the other began. An event does not say of which change it tells; it is the
 * first one after what the registration showed. So of this first change of x it must be known that
 * it was over, since a change that is surely no earlier was acknowledged: a write with a higher
 * version; an addition that began after the registration was answered. And of the first change of y
 * it must be known when it began: the write with the next version, if an answer says which one that
 * is; of additions, the first of those that a later list shows and the registration did not. Where
 * that is not known, nothing is said; nor of anything that the history may have seen deleted.
 *
 * <p>A server makes changes one after the other and tells of each before it goes on, and what it
 * sends on a connection comes in order. On a new connection the client sets its watches again, and
 * is told of what it missed in the order in which the server looks for it; so events are compared
 * only when both registrations were answered on the connection on which they come. What is answered
 * on a new connection is answered after that, so that {@code missed} holds on all of them.
 * Histories say where a connection begins and ends by events {@code session} whose value names the
 * session.
 *
 * <p>The versions of a key grow, unless the history holds a deletion of it (an operation {@code
 * delete}, whatever became of it, or an event). Then they may begin again: any other version is a
 * change, and only the very same state (version and value, of something that exists) is before the
 * data.
 */
@NullMarked
package dev.assay.checker.watch;

import org.jspecify.annotations.NullMarked;
