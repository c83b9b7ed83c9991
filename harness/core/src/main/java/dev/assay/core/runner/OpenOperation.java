package dev.assay.core.runner;

import dev.assay.core.spi.Operation;

/**
 * An operation that was invoked and is not completed yet.
 *
 * @param op its id in the history
 * @param slot whose client carries it out
 * @param process who asked for it
 * @param node the node that the client is pinned to
 * @param deadlineNanos when it is given up
 */
record OpenOperation(
    long op, int slot, int process, String node, Operation operation, long deadlineNanos) {}
