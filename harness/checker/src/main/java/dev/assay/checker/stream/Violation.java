package dev.assay.checker.stream;

import dev.assay.checker.verdict.Finding;

/** What was found, and its class. */
record Violation(String anomaly, Finding finding) {}
