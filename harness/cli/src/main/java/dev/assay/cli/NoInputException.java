package dev.assay.cli;

/** An input cannot be read. The message is one line: which, and why. */
final class NoInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoInputException(String message, Exception cause) {
    super(message, cause);
  }
}
