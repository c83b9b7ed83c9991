/** Tests: how a failure is written down. */
@NullMarked
package dev.assay.checker.verdict;

import org.jspecify.annotations.NullMarked;
