/** Tests by JUnit of tests of JUnit: small classes are run by its engine, and looked at. */
@NullMarked
package dev.assay.junit;

import org.jspecify.annotations.NullMarked;
