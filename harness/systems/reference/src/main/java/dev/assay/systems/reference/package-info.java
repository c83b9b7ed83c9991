/** The reference server as a system under test. */
@NullMarked
package dev.assay.systems.reference;

import org.jspecify.annotations.NullMarked;
