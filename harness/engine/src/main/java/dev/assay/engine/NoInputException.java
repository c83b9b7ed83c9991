package dev.assay.engine;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An input cannot be read. The message is one line: which, and why. */
public final class NoInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoInputException(String message, @Nullable Exception cause) {
    super(message, cause);
  }

  /** For a cause whose message says already which file it is. */
  public static NoInputException of(Exception cause) {
    String message =
        cause instanceof NoSuchFileException
            ? cause.getMessage() + ": it does not exist"
            : String.valueOf(cause.getMessage());
    return new NoInputException("cannot read " + message, cause);
  }

  /** For a file that cannot be read: says why in words rather than class names. */
  public static NoInputException of(Path file, Exception cause) {
    String why =
        cause instanceof NoSuchFileException
            ? "it does not exist"
            : String.valueOf(cause.getMessage());
    return new NoInputException("cannot read " + file + ": " + why, cause);
  }
}
