package dev.assay.engine;

import java.io.IOException;
import java.io.Serial;

/** The servers did not serve when the run was to begin: nothing was tried. Says why, and where. */
public final class NotStartedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  NotStartedException(String message) {
    super(message);
  }
}
