package dev.assay.server.tree;

/** What would come of a request that is not ordered yet; only seeded bugs believe in it. */
public record Guess(State state, Applied applied) {}
