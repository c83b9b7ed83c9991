package dev.assay.core.run;

/** A file or folder of a run cannot be written; the message is one clear line. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
