package dev.assay.server.runtime;

/** The server cannot start. The message is one clear line for the one who started it. */
public final class StartFailure extends RuntimeException {
  /** Wrong usage, or a configuration that makes no sense. */
  static final int USAGE = 64;

  /** The configuration file cannot be read. */
  static final int NO_INPUT = 66;

  /** The data directory cannot be written, or is in use. */
  static final int CANNOT_CREATE = 73;

  /** A port is taken, or an address is not this machine's. */
  static final int UNAVAILABLE = 75;

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  StartFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What the process should exit with. */
  public int exitCode() {
    return exitCode;
  }
}
