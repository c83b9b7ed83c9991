/** Tests: good, bad and boundary histories, and random ones against an obvious checker. */
@NullMarked
package dev.assay.checker.session;

import org.jspecify.annotations.NullMarked;
