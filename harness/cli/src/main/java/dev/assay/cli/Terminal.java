package dev.assay.cli;

import dev.assay.engine.Host;
import java.nio.file.Path;

/**
 * The command line as runs see it.
 *
 * @param keep whether the cluster stays up after a run
 */
record Terminal(boolean keep) implements Host {
  static final Terminal HOST = new Terminal(false);

  @Override
  public void tell(String line) {
    System.err.println(line);
  }

  @Override
  public void logTo(Path file) {
    RunLog.to(file);
  }
}
