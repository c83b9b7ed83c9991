/**
 * Reads other people's histories: Jepsen's and Knossos' EDN, porcupine's EDN lines of a key-value
 * store, and the lines that Jepsen logs. They are read leniently: without indexes or times the
 * order in the file is the order of events, and unknown fields are ignored.
 */
@NullMarked
package dev.assay.checker.formats;

import org.jspecify.annotations.NullMarked;
