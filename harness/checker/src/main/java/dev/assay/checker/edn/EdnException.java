package dev.assay.checker.edn;

/** A text that is not EDN; the message names the line. */
public final class EdnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EdnException(String message) {
    super(message);
  }
}
