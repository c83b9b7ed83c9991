/**
 * How a checker tells what it found. A <em>story</em> is a list of sentences that a person can
 * follow without the history at hand: "Let ..." and "Then ..." say what is undisputed, "However,
 * ..." says what contradicts it. The <em>evidence</em> are the lines of the history that the story
 * is about, in order.
 */
@NullMarked
package dev.assay.checker.story;

import org.jspecify.annotations.NullMarked;
