/**
 * Judges transfers between accounts, each of which is made by one transaction of several changes:
 * it takes effect as a whole or not at all, and nobody sees a part of it. After Jepsen's {@code
 * bank}.
 *
 * <p>Glossary: a bank is <em>opened</em> with its <em>accounts</em>, all of which begin with the
 * same <em>balance</em>; a <em>transfer</em> takes from one what it gives to another, so that the
 * <em>total</em> stays; a transfer is <em>doomed</em> when it holds a condition that cannot be
 * fulfilled, so that it must be refused as a whole.
 */
@NullMarked
package dev.assay.checker.bank;

import org.jspecify.annotations.NullMarked;
