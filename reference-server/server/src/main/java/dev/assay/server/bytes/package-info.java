/**
 * Bytes of what is replicated, stored and sent between nodes: big-endian numbers, and byte strings
 * behind their length. What is read comes from disks and networks, so every length is checked
 * before it is believed.
 */
@NullMarked
package dev.assay.server.bytes;

import org.jspecify.annotations.NullMarked;
