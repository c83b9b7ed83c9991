package dev.assay.cluster;

import java.io.IOException;
import java.io.Serial;

/**
 * This machine lacks something, or a port is taken. The message says what, and how to get it; the
 * command line ends with exit code 75.
 */
public final class EnvironmentException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public EnvironmentException(String message) {
    super(message);
  }

  public EnvironmentException(String message, IOException cause) {
    super(message, cause);
  }
}
