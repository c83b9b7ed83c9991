package dev.assay.core.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file or folder of a run cannot be written; the message is one clear line. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says which path cannot be written and why, in words rather than class names. */
  public static OutputException cannotWrite(Path path, IOException cause) {
    return new OutputException("cannot write " + path + ": " + reason(path, cause), cause);
  }

  private static String reason(Path path, IOException cause) {
    String where =
        cause instanceof FileSystemException failure
                && failure.getFile() != null
                && !failure.getFile().equals(path.toString())
            ? " (" + failure.getFile() + ")"
            : "";
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied" + where;
      case FileAlreadyExistsException _ -> "it exists already, or is not a folder" + where;
      case NoSuchFileException _ -> "its folder does not exist" + where;
      case FileSystemException failure when failure.getReason() != null ->
          failure.getReason() + where;
      default -> cause.toString();
    };
  }
}
