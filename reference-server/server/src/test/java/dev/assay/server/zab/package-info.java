/** Tests of ZAB, one node at a time: what it is told, what it says, and what is durable then. */
@NullMarked
package dev.assay.server.zab;

import org.jspecify.annotations.NullMarked;
