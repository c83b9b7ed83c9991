package dev.assay.cli;

import dev.assay.engine.Host;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The command line as runs see it.
 *
 * @param keep whether the cluster stays up after a run
 * @param stopEarly whether clients stop once a promise is broken
 * @param lines what is said, on stderr
 */
record Terminal(boolean keep, boolean stopEarly, StatusLine lines) implements Host {
  private static final Duration OFTEN = Duration.ofSeconds(1);

  /** One that asks for neither. */
  Terminal() {
    this(false, false);
  }

  Terminal(boolean keep, boolean stopEarly) {
    this(keep, stopEarly, new StatusLine(System.err, Screen.ERR.terminal()));
  }

  @Override
  public void tell(String line) {
    lines.say(line);
  }

  @Override
  public void status(String line) {
    lines.show(line);
  }

  @Override
  public Duration statusEvery() {
    return lines.terminal() ? OFTEN : Host.super.statusEvery();
  }

  @Override
  public void logTo(Path file) {
    RunLog.to(file);
  }
}
