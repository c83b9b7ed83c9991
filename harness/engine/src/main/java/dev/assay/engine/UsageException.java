package dev.assay.engine;

/**
 * The user has asked for something that is not there. The message is one line: what, and what is.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  public UsageException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
