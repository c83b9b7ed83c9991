package dev.assay.cli;

import dev.assay.checker.verdict.Verdict;
import java.util.Collection;

/** The exit codes of every command; a contract. */
final class ExitCode {
  static final int VALID = 0;
  static final int INVALID = 1;
  static final int UNKNOWN = 2;
  static final int USAGE = 64;
  static final int NO_INPUT = 66;
  static final int INTERNAL = 70;
  static final int NO_OUTPUT = 73;
  static final int ENVIRONMENT = 75;
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(Verdict verdict) {
    return switch (verdict) {
      case VALID -> VALID;
      case INVALID -> INVALID;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** Of several results the gravest: a fault of the surroundings, invalid, unknown, valid. */
  static int gravest(Collection<Integer> codes) {
    int most = codes.stream().mapToInt(code -> code).max().orElse(VALID);
    if (most > UNKNOWN) {
      return most;
    }
    return codes.contains(INVALID) ? INVALID : most;
  }
}
