/**
 * What an object is meant to do when one client alone uses it. A {@link
 * dev.assay.checker.model.Model} says it as a function from a state and a call to the next state;
 * the checkers ask whether the concurrent history can be explained by some order of calls that the
 * model allows.
 *
 * <p>Glossary: a <em>call</em> is what an operation of the history means for the model, argument
 * and result together (a read that returned 3 is the call "read 3"); a call is <em>illegal</em> in
 * a state in which it could not have had that result; a <em>read-only</em> call never changes the
 * state.
 */
@NullMarked
package dev.assay.checker.model;

import org.jspecify.annotations.NullMarked;
