package dev.assay.plugin;

import java.io.IOException;

/** What was asked for had no effect and never will have. */
public final class NotDoneException extends IOException {
  private static final long serialVersionUID = 1L;

  public NotDoneException(String message) {
    super(message);
  }
}
