package dev.assay.server.tree;

/** A znode's metadata as clients see it: ZooKeeper's {@code Stat}. Times in milliseconds. */
public record Stat(
    long czxid,
    long mzxid,
    long ctime,
    long mtime,
    int version,
    int cversion,
    int aversion,
    long ephemeralOwner,
    int dataLength,
    int numChildren,
    long pzxid) {}
