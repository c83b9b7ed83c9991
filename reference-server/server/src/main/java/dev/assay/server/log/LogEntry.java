package dev.assay.server.log;

/** An entry of the replicated history: its zxid, and bytes that the log does not look into. */
public record LogEntry(long zxid, byte[] payload) {}
