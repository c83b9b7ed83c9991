/** Tests of the check of transactions, against an oracle that tries all orders. */
@NullMarked
package dev.assay.checker.txn;

import org.jspecify.annotations.NullMarked;
