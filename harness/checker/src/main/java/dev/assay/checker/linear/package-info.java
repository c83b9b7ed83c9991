/**
 * Decides whether concurrent operations can be explained by one order that a {@link
 * dev.assay.checker.model.Model} allows: the search of Wing and Gong with Lowe's memory of
 * configurations, each key by itself (Horn and Kroening, "Faster linearizability checking via
 * P-compositionality").
 *
 * <p>Glossary: a <em>mandatory</em> operation took effect, for it is known what became of it; an
 * <em>optional</em> one (outcome {@code info}, or no completion) may take effect at any moment
 * after its invocation, or never. To <em>take</em> an operation is to put it next in the order. A
 * <em>configuration</em> is the set of those taken and the state they lead to: two orders that lead
 * to one configuration have the same future, so it is entered once. A <em>candidate</em> may be
 * taken next: no operation that is not yet taken had to come before it.
 *
 * <p>Why the search is allowed to leave out most orders:
 *
 * <ol>
 *   <li><b>Read-only candidates are taken at once when legal.</b> Take an order that completes the
 *       configuration and takes the read later. Move it to the front: it is a candidate, it is
 *       legal now, it changes no state, so the rest stays legal.
 *   <li><b>An optional operation must pay.</b> Among the orders that complete a configuration take
 *       one with the fewest optional operations, in which rule 1 has been applied. Let it take the
 *       optional operation {@code o} from state {@code s} to {@code t}, and {@code x} next. If
 *       {@code x} is read-only it is illegal in {@code s}, else rule 1 had taken it before {@code
 *       o}. If {@code x} changes states and is legal in {@code s} with the same result as in {@code
 *       t}, then leave {@code o} out, which no other operation waits for, and there is an order
 *       with fewer. So after {@code o} only those {@code x} are tried that are illegal in {@code s}
 *       or lead elsewhere from there; and nothing is tried when {@code o} is the last.
 *   <li><b>Equal optional operations are taken in the order of their invocations.</b> The one
 *       invoked first may stand wherever the other may, and none waits for either.
 *   <li><b>Operations whose effect has a closed form</b> look at the state only to compare it with
 *       the states that some operation requires or excludes. All others are one and the same state.
 *       From rule 2: an optional operation that produces {@code v} pays only if another requires
 *       {@code v}, or one excludes a state other than {@code v}; else it is dropped. The rule is
 *       applied until nothing changes, for with an operation its requirement goes too.
 *   <li><b>A state that is still required and can no longer be produced must not be left.</b>
 * </ol>
 *
 * <p><b>Hints.</b> Before all that the order is tried that the server reported. A <em>plan</em> is
 * an order of all mandatory operations that agrees with real time, made from their hints. It is
 * followed as long as each operation is legal; optional ones are taken where the next one is
 * illegal without. Where it stops, single operations are moved within a <em>window</em> around that
 * place, only as real time allows, and the plan is followed again from the first that moved. All
 * this is bounded. It may find an order, which is then replayed; that it finds none says nothing.
 *
 * <p>Where a model says of each call which part of the state it concerns ({@link
 * dev.assay.checker.model.Model#part}), and the reported order explains nothing, each part is
 * judged alone: a tree of znodes by the children of its root, unless the root itself was asked.
 *
 * <p>Where a model has {@linkplain dev.assay.checker.model.Model#views views}, they are judged
 * before a search: a node of a tree by itself is like a register. One without an order is a
 * violation, and its story is told of the view; that all have one says nothing.
 */
@NullMarked
package dev.assay.checker.linear;

import org.jspecify.annotations.NullMarked;
