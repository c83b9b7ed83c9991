package dev.assay.server.log;

/** What is on disk was damaged after it had been written. The message says what, and where. */
public final class CorruptionException extends Exception {
  private static final long serialVersionUID = 1L;

  public CorruptionException(String message) {
    super(message);
  }
}
