package dev.assay.server.tree;

import dev.assay.server.client.WatchType;

/**
 * What a watch may have waited for. A deletion stands once: it is told to those who watch the data
 * and to those who watch the children.
 */
public record Change(WatchType type, String path) {}
