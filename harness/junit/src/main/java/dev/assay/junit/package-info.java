/**
 * Runs under faults as tests of JUnit: a method with {@link dev.assay.junit.AssayTest} is one test
 * for each seed. The run goes first; when its verdict is not valid the test has failed, and the
 * verdict's story is the message; else the method's body looks at what it likes.
 *
 * <p>Everything is carried out and judged by the engine, as {@code assay run} does it; here is only
 * what attributes mean, and how a verdict becomes the end of a test.
 */
@NullMarked
package dev.assay.junit;

import org.jspecify.annotations.NullMarked;
