package dev.assay.report;

/** A stretch of the run, in nanoseconds since it began. */
record Interval(long from, long to) {}
