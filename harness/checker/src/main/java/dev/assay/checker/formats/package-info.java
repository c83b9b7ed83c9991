/**
 * The formats of histories beside our own lines. Other people's are read leniently: Jepsen's and
 * Knossos' EDN, porcupine's EDN lines of a key-value store, elle-cli's JSON, and the lines that
 * Jepsen logs. Without indexes or times the order in the file is the order of events, and unknown
 * fields are ignored. The binary form is ours, for histories of millions of operations. All but the
 * logs are written, too. {@code docs/formats.md} describes them.
 */
@NullMarked
package dev.assay.checker.formats;

import org.jspecify.annotations.NullMarked;
